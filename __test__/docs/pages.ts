// The pages of the documentation.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/process.js';

/** The paths of the pages. The gallery is generated from samples and has a test of its own. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md') && !name.startsWith('docs/gallery/'))
    .sort(),
];
