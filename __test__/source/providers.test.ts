// A provider is one folder: it is in the registry, has a file for each part, and imports no other provider.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../src/providers/index.js';
import { FILES, IMPORTS, say, SRC } from '../support/imports.js';
import { SHAPES } from '../support/shapes.js';

describe('the folders of providers', () => {
  const folders = readdirSync(join(SRC, 'providers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

  it('are all in the registry, under their names', () => {
    const asked = IMPORTS.filter(
      ({ file, target }) => file === 'providers/registry.ts' && target.endsWith('/index.js'),
    ).map(({ target }) => target.split('/')[1]!);
    expect(asked.sort()).toEqual(folders);
    expect(PROVIDERS.map(({ name }) => name).sort()).toEqual(folders);
  });

  it('have a shape for the properties', () => {
    expect(folders.filter((name) => !(name in SHAPES))).toEqual([]);
  });

  it('have a file for each part', () => {
    const files = PROVIDERS.flatMap(({ name, ...parts }) =>
      [...Object.keys(parts), 'index'].map((part) => `${name}/${part}.ts`),
    );
    const all = FILES.filter(({ name }) => /^providers\/.*\//.test(name)).map(({ name }) =>
      name.slice('providers/'.length),
    );
    expect(all.filter((name) => !name.endsWith('/assembly.ts')).sort()).toEqual(files.sort());
  });

  it('do not import each other', () => {
    const folderOf = (path: string): string | undefined => /^providers\/([^/]+)\//.exec(path)?.[1];
    const own = IMPORTS.filter(({ file }) => folderOf(file) !== undefined);
    expect(own.length).toBeGreaterThan(folders.length);
    expect(
      own.filter(({ file, target }) => folderOf(target) !== undefined && folderOf(target) !== folderOf(file)).map(say),
    ).toEqual([]);
  });
});
