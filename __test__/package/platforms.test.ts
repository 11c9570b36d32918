// The platform packages: the committed files equal the generated ones, for every target and this version.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generated, platforms } from '../../scripts/generate-platforms.mjs';
import { loadedBy } from '../support/loaded.js';
import { ROOT } from '../support/process.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the platform packages', () => {
  it.each(Object.entries(generated()))('%s is up to date (npm run generate)', (path, text) => {
    expect(read(path)).toBe(text);
  });

  it('are the only folders in npm', () => {
    expect(readdirSync(join(ROOT, 'npm')).sort()).toEqual(platforms.map(({ id }) => id).sort());
  });

  it.each(['dist/index.js', 'dist/index.cjs'])('are named literally in the code that %s loads', (entry) => {
    const loaded = [...loadedBy(entry).values()].join('\n');
    for (const { manifest } of platforms) expect(loaded).toContain(`require("${manifest.name}")`);
  });
});
