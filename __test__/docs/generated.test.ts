// The generated pages are up to date.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { page as benchmarks } from '../../scripts/bench-report.mjs';
import { pages } from '../../scripts/generate-docs.mjs';
import { ROOT } from '../support/process.js';

it.each([...(await pages())])('%s is up to date (npm run generate:docs)', (path, text) => {
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});

it('docs/benchmarks.md has the figures of this build (npm run bench:report)', async () => {
  expect(readFileSync(join(ROOT, 'docs/benchmarks.md'), 'utf8')).toBe(await benchmarks());
});
