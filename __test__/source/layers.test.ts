// The layers of `src`: a folder is imported only through its index.ts, and only from folders above it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILES, IMPORTS, importsOf, say } from '../support/imports.js';
import { ROOT } from '../support/process.js';

const LEVELS: Readonly<Record<string, number>> = {
  errors: 0,
  failure: 0,
  format: 0,
  ask: 1,
  native: 1,
  http: 1,
  providers: 1,
  text: 2,
  splice: 2,
  config: 2,
  store: 3,
  tool: 3,
  models: 3,
  embeddings: 3,
  files: 3,
  images: 3,
  ocr: 3,
  code: 3,
  'local-models': 3,
  usage: 3,
  agents: 4,
  tokens: 4,
  money: 4,
  headroom: 5,
  'prompt-cache': 5,
  api: 6,
  hooks: 6,
  retrieval: 6,
  analysis: 6,
  remote: 6,
  pipeline: 6,
  wire: 7,
  mcp: 7,
  integrations: 8,
  proxy: 8,
  cli: 9,
};
/** The folder that imports only types, and errors. */
const TYPES_ONLY = 'providers';

/**
 * The files that are in a cycle of imports, or lead to one. They remain when files without remaining imports are
 * removed repeatedly.
 */
function cyclesIn(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(targets);
  for (;;) {
    const free = [...left].filter(([, of]) => !of.some((target) => left.has(target)));
    if (free.length === 0) return [...left.keys()];
    for (const [name] of free) left.delete(name);
  }
}

/** The files that users import. */
const ENTRIES = ['index.ts', ...readdirSync(join(ROOT, 'entries')).map((name) => `entries/${name}`)].map((name) => ({
  name,
  text: readFileSync(join(ROOT, name), 'utf8'),
}));
const ACROSS = IMPORTS.filter(({ from, to }) => from !== to);

describe('the folders of src', () => {
  it('are all listed here', () => {
    expect([...new Set(FILES.map(({ name }) => name.split('/')[0]!))].filter((folder) => !(folder in LEVELS))).toEqual(
      [],
    );
    expect(FILES.length).toBeGreaterThan(12);
    expect(ACROSS.length).toBeGreaterThan(8);
  });

  it('are imported only through their index.ts', () => {
    expect(ACROSS.filter(({ to, target }) => target !== `${to}/index.js`).map(say)).toEqual([]);
  });

  it('import only folders below them', () => {
    expect(ACROSS.filter(({ from, to }) => !(LEVELS[to]! < LEVELS[from]!)).map(say)).toEqual([]);
  });

  it(`import only types and errors in ${TYPES_ONLY}`, () => {
    expect(
      ACROSS.filter(({ from, to, typesOnly }) => from === TYPES_ONLY && to !== 'errors' && !typesOnly).map(say),
    ).toEqual([]);
  });

  it('have no cycles of files, not even through types', () => {
    const targets = new Map(FILES.map(({ name }) => [name, [] as string[]]));
    for (const { file, target } of IMPORTS) targets.get(file)!.push(target.replace(/\.js$/, '.ts'));
    expect(cyclesIn(targets)).toEqual([]);
    expect(cyclesIn(new Map([...'abc'].map((name, at) => [name, ['bca'[at]!]])))).toEqual(['a', 'b', 'c']);
  });

  it('load the addon only in native', () => {
    const loads = /createRequire|\brequire\(|\.node\b|process\.dlopen/;
    expect(
      FILES.filter(({ name, text }) => loads.test(text) && !name.startsWith('native/')).map(({ name }) => name),
    ).toEqual([]);
  });

  it('read the environment only in config', () => {
    expect(
      FILES.filter(
        ({ name, text }) => /process\.env|\benv\b.*from 'node:process'/.test(text) && !name.startsWith('config/'),
      ).map(({ name }) => name),
    ).toEqual([]);
  });

  it('have named exports only', () => {
    expect(
      [...FILES, ...ENTRIES]
        .filter(({ text }) => /^export (default\b|\* from)|export \{[^}]*\bas default\b/m.test(text))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

it('the scan finds every form of import', () => {
  const text =
    "import { a, type B } from '../text/index.js';\nimport type { C } from '../native/index.js';\nexport { type D } from '../native/other.js';\nimport '../api/index.js';\nawait import('../cli/x.js');\nimport * as e from './own.js';";
  expect(importsOf({ name: 'config/x.ts', text }).map(({ target, typesOnly }) => [target, typesOnly])).toEqual([
    ['text/index.js', false],
    ['native/index.js', true],
    ['native/other.js', true],
    ['api/index.js', false],
    ['config/own.js', false],
    ['cli/x.js', false],
  ]);
});
