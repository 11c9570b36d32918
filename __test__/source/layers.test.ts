// DESIGN §4: a folder is imported only through its index.ts, and only from above.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { SHAPES } from '../support/shapes.js';

const SRC = join(ROOT, 'src');
const LEVELS: Readonly<Record<string, number>> = {
  errors: 0,
  format: 0,
  native: 1,
  engine: 2,
  splice: 2,
  config: 2,
  providers: 2,
  store: 3,
  tool: 3,
  models: 3,
  usage: 3,
  tokens: 4,
  money: 4,
  headroom: 5,
  cache: 5,
  api: 6,
  retrieval: 6,
  analysis: 6,
  proxy: 7,
  cli: 8,
};
/** The one that may take nothing but types from others. */
const TYPES_ONLY = 'providers';

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly target: string;
  readonly typesOnly: boolean;
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => ({ name: name.split(sep).join('/'), text: readFileSync(join(SRC, name), 'utf8') }));
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:(\*[^;'"]*|\{[^}]*\}|[\w\s,{}*]+?)\s+from\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf({ name, text }: { name: string; text: string }): Import[] {
  const fixed = [...text.matchAll(STATEMENT)].map(([, type, names, id]) => ({
    id: id!,
    typesOnly: Boolean(type) || allTypes(names),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, id]) => ({ id: id!, typesOnly: false }));
  return [...fixed, ...dynamic]
    .filter(({ id }) => id.startsWith('.'))
    .map(({ id, typesOnly }) => {
      const target = relative(SRC, resolve(SRC, dirname(name), id))
        .split(sep)
        .join('/');
      return { file: name, from: name.split('/')[0]!, to: target.split('/')[0]!, target, typesOnly };
    });
}

function allTypes(names = ''): boolean {
  return (
    /^\{/.test(names) &&
    names
      .slice(1, -1)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .every((part) => part.startsWith('type '))
  );
}

const IMPORTS = FILES.flatMap(importsOf);
const ACROSS = IMPORTS.filter(({ from, to }) => from !== to);
const say = ({ file, target }: Import): string => `${file} → ${target}`;

describe('the folders of src', () => {
  it('are all known here', () => {
    expect([...new Set(FILES.map(({ name }) => name.split('/')[0]!))].filter((folder) => !(folder in LEVELS))).toEqual(
      [],
    );
    expect(FILES.length).toBeGreaterThan(12);
    expect(ACROSS.length).toBeGreaterThan(8);
  });

  it('are imported only through their index.ts', () => {
    expect(ACROSS.filter(({ to, target }) => target !== `${to}/index.js`).map(say)).toEqual([]);
  });

  it('import only what is below them', () => {
    expect(ACROSS.filter(({ from, to }) => !(LEVELS[to]! < LEVELS[from]!)).map(say)).toEqual([]);
  });

  it(`take only types, where they are ${TYPES_ONLY}`, () => {
    expect(ACROSS.filter(({ from, typesOnly }) => from === TYPES_ONLY && !typesOnly).map(say)).toEqual([]);
  });

  it('leave loading the addon to native', () => {
    const loads = /createRequire|\brequire\(|\.node\b|process\.dlopen/;
    expect(
      FILES.filter(({ name, text }) => loads.test(text) && !name.startsWith('native/')).map(({ name }) => name),
    ).toEqual([]);
  });

  it('leave reading the environment to config', () => {
    expect(
      FILES.filter(
        ({ name, text }) => /process\.env|\benv\b.*from 'node:process'/.test(text) && !name.startsWith('config/'),
      ).map(({ name }) => name),
    ).toEqual([]);
  });

  it('export by name', () => {
    expect(
      [...FILES, { name: '../index.ts', text: readFileSync(join(ROOT, 'index.ts'), 'utf8') }]
        .filter(({ text }) => /^export (default\b|\* from)|export \{[^}]*\bas default\b/m.test(text))
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

it('every provider is asked, and tried with every conversation', () => {
  const folders = readdirSync(join(SRC, 'providers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const asked = IMPORTS.filter(
    ({ file, target }) => file === 'providers/registry.ts' && target.endsWith('/index.js'),
  ).map(({ target }) => target.split('/')[1]!);
  expect(asked.sort()).toEqual(folders.sort());
  expect(folders.filter((name) => !(name in SHAPES))).toEqual([]);
});

it('the scan reads every form of import', () => {
  const text =
    "import { a, type B } from '../engine/index.js';\nimport type { C } from '../native/index.js';\nexport { type D } from '../native/other.js';\nimport '../api/index.js';\nawait import('../cli/x.js');\nimport * as e from './own.js';";
  expect(importsOf({ name: 'config/x.ts', text }).map(({ target, typesOnly }) => [target, typesOnly])).toEqual([
    ['engine/index.js', false],
    ['native/index.js', true],
    ['native/other.js', true],
    ['api/index.js', false],
    ['config/own.js', false],
    ['cli/x.js', false],
  ]);
});
