// JSONTestSuite by Nicolas Seriot ("Parsing JSON is a Minefield", 2016), found beside the checkout.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.js';

const FOLDER = join(ROOT, '../shared/corpus/jsontestsuite/test_parsing');

/** What is said where the files are not there. */
export const ABSENT: string | undefined = existsSync(FOLDER) ? undefined : 'JSONTestSuite is not beside the checkout';

/** A file of the suite. */
export interface SuiteFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files whose names start with `y_` (is JSON), `n_` (is none) or `i_` (readers differ). */
export function suite(start: 'y_' | 'n_' | 'i_'): SuiteFile[] {
  if (ABSENT) return [];
  const names = readdirSync(FOLDER).filter((name) => name.startsWith(start));
  return names.map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }));
}
