// The generated pages are those that the sources give today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pages } from '../../scripts/generate-docs.mjs';
import { ROOT } from '../support/process.js';

it.each([...(await pages())])('%s is up to date (npm run generate:docs)', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});
