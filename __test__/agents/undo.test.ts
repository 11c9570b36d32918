// Whatever a user does to the file of an agent between wrap and unwrap stays, and what we wrote goes.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, format, modify, parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { AGENTS, routeFor, type Agent, type ConfigPart } from '../../dist/src/agents/index.js';
import { makeAll, makeEntries, switchTo, undoAll, undoEntries, type Target } from '../../dist/src/files/index.js';
import type { Journal } from '../../src/files/journal.js';
import { planEntries } from '../../src/files/make.js';
import { carryOut } from '../../src/files/plan.js';
import { foldersIn } from './folders.js';
import { Home } from '../mcp/home.js';
import { forAll, type Random } from '../support/random.js';

const URL = 'http://127.0.0.1:8787';
const layout = { insertSpaces: true, tabSize: 2, eol: '\n' };
const COMMAND = 'headroom hook agent';

/** Files that agents have changed, by wrap or by a hook. */
function partsOf(agent: Agent, home: string): ConfigPart[] {
  const folders = foldersIn(home);
  const hook = agent.hook?.parts({ command: COMMAND, library: '', mcp: { command: '', args: [] } }, folders) ?? [];
  const files = [...routeFor(agent, { env: {}, folders }, URL, undefined).files, ...hook];
  return files.filter(({ format }) => format === 'json');
}

const parsed = (text: string): any => parse(text.replace(/^\ufeff/, ''), [], { allowTrailingComma: true }) ?? {};

/** A file as it may be before, with or without the objects and lists that our entries stand in. */
function start(random: Random, { entries }: ConfigPart): string | undefined {
  const [{ path, isItem }] = entries as [ConfigPart['entries'][number]];
  const depth = random.below(path.length + 1);
  const at = path.slice(0, depth);
  const isList = isItem && depth === path.length;
  const inner = isList ? [{ matcher: 'mine', hooks: [] }] : { own0: 1 };
  const value = at.reduceRight<unknown>((below, key) => ({ [key]: below }), isItem || depth < path.length ? inner : {});
  return random.pick([
    undefined,
    '',
    '{}',
    JSON.stringify(depth < path.length || isItem ? value : { own1: 2 }),
    `// mine\n${JSON.stringify(depth < path.length || isItem ? value : {}, null, random.pick([2, '\t']))}\n`,
  ]);
}

type Edit = (text: string, random: Random, part: ConfigPart) => string;
const set = (text: string, path: readonly (string | number)[], value: unknown): string =>
  applyEdits(text, modify(text, [...path], value, { formattingOptions: layout }));
const EDITS: readonly Edit[] = [
  (text, random) => set(text, [`own${random.below(3)}`], { a: [1, '}', '//'] }),
  (text, random) => set(text, [`own${random.below(3)}`], undefined),
  (text, random) => `${random.pick(['// a comment, with a comma\n', '/* [x], */', '\n\n'])}${text}`,
  (text, random) => `${text}${random.pick(['\n// the end', '\n', '  '])}`,
  (text) => applyEdits(text, format(text, undefined, layout)),
  (text, random, { entries }) => {
    const { path, isItem } = random.pick(entries);
    return isItem
      ? set(text, [...path, -1], { matcher: 'new', hooks: [] })
      : set(text, [...path.slice(0, -1), 'beside'], 'x');
  },
];

/** What a file says but for our entries; empty objects and lists say nothing. */
function meaning(text: string, { entries }: ConfigPart): unknown {
  const root = parsed(text);
  for (const { path, value, isItem } of entries) {
    const parent = (isItem ? path : path.slice(0, -1)).reduce((inner: any, key) => inner?.[key], root);
    if (isItem && Array.isArray(parent)) {
      const index = parent.findIndex((item) => isDeepStrictEqual(item, value));
      if (index >= 0) parent.splice(index, 1);
    } else if (parent && typeof parent === 'object') delete parent[path.at(-1)!];
  }
  return pruned(root) ?? {};
}

function pruned(value: any): any {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  const kept = Object.entries(value)
    .map(([key, own]) => [key, pruned(own)] as const)
    .filter(([, own]) => own !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

const changeable = AGENTS.filter((agent) => partsOf(agent, '/nowhere').length > 0);

it('what a user changes between wrap and unwrap stays, and our entries go', () =>
  forAll((random) => {
    Home.within(({ folder }) => {
      const agent = random.pick(changeable);
      const part = random.pick(partsOf(agent, folder));
      const target: Target = { ...part, purpose: 'wrap', name: agent.name };
      const before = start(random, part);
      mkdirSync(dirname(part.file), { recursive: true });
      if (before !== undefined) writeFileSync(part.file, before);
      makeEntries(target);
      expect(meaning(readFileSync(part.file, 'utf8'), part)).toEqual(meaning(before ?? '', part));
      let text = readFileSync(part.file, 'utf8');
      const edits = random.many(random.below(5), () => random.pick(EDITS));
      for (const edit of edits) text = edit(text, random, part);
      writeFileSync(part.file, text);
      undoEntries(target);
      const after = existsSync(part.file) ? readFileSync(part.file, 'utf8') : undefined;
      if (edits.length === 0) expect(after).toBe(before);
      expect(after ?? '').not.toMatch(/127\.0\.0\.1|headroom hook/);
      expect(meaning(after ?? '', part)).toEqual(meaning(text, part));
      rmSync(part.file, { force: true });
    });
  }, 500));

it('an entry that a user has changed is theirs, and the others go', () =>
  Home.within(({ folder }) => {
    const agent = AGENTS.find(({ name }) => name === 'pi')!;
    const [part] = partsOf(agent, folder) as [ConfigPart];
    const target: Target = { ...part, purpose: 'wrap', name: 'pi' };
    mkdirSync(dirname(part.file), { recursive: true });
    makeEntries(target);
    writeFileSync(part.file, readFileSync(part.file, 'utf8').replace(`"${URL}"`, '"https://mine.example.com"'));
    expect(undoEntries(target).kept.map(({ path }) => path[1])).toEqual(['anthropic']);
    expect(parsed(readFileSync(part.file, 'utf8'))).toEqual({
      providers: { anthropic: { baseUrl: 'https://mine.example.com' } },
    });
  }));

it('a value that was replaced comes back, whatever else was changed', () =>
  Home.within(({ folder }) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, '{ "a": { "url": "https://mine.example.com" } }');
    const target: Target = {
      purpose: 'wrap',
      name: 'x',
      file,
      format: 'json',
      entries: [{ path: ['a', 'url'], value: URL }],
    };
    expect(() => makeEntries(target)).toThrow(/add --force/);
    makeEntries(target, { force: true });
    const other = { ...target, entries: [{ path: ['a', 'url'], value: `${URL}/v2` }] };
    expect(makeEntries(other).state).toBe('done');
    expect(makeEntries(target).state).toBe('done');
    writeFileSync(file, readFileSync(file, 'utf8').replace('{', '{ "b": 1,'));
    undoEntries(target);
    expect(parsed(readFileSync(file, 'utf8'))).toEqual({ b: 1, a: { url: 'https://mine.example.com' } });
  }));

it.skipIf(process.platform === 'win32')('a file in a linked folder comes and goes, too', () =>
  Home.within(({ folder }) => {
    mkdirSync(join(folder, 'dotfiles'));
    symlinkSync('dotfiles', join(folder, '.agent'));
    const file = join(folder, '.agent', 'hooks', 'settings.json');
    const target: Target = { purpose: 'hook', name: 'x', file, format: 'json', entries: [{ path: ['a'], value: 1 }] };
    expect(makeEntries(target).path).toBe(join(realpathSync(folder), 'dotfiles', 'hooks', 'settings.json'));
    expect(makeEntries(target).state).toBe('none');
    expect(undoEntries(target).state).toBe('done');
    expect(existsSync(file)).toBe(false);
  }),
);

const yaml = (text: string): Target => {
  const file = join(process.env['HOME']!, 'models.yml');
  writeFileSync(file, text);
  return {
    purpose: 'wrap',
    name: 'omp',
    file,
    format: 'yaml',
    entries: [{ path: ['providers'], value: { a: { baseUrl: URL } } }],
  };
};

it.each(['', 'a: 1', 'a: 1\n', '# x\r\na:\r\n  - b\r\n', 'a: |\n  providers: no\n\n', '\ufeffa: 1\n'])(
  'a line at the end of the YAML %j comes and goes',
  (text) =>
    Home.within(() => {
      const target = yaml(text);
      makeEntries(target);
      expect(readFileSync(target.file, 'utf8')).toMatch(/^providers: \{"a":.*\}\r?$/m);
      writeFileSync(target.file, `${readFileSync(target.file, 'utf8')}mine: 2\n`);
      undoEntries(target);
      expect(
        readFileSync(target.file, 'utf8')
          .replace(/^\ufeff/, '')
          .replace('mine: 2\n', '')
          .trimEnd(),
      ).toBe(text.replace(/^\ufeff/, '').trimEnd());
    }),
);

it.each(['{a: 1}', '---\na: 1\n', 'a: 1\n...\n', 'providers:\n  a: {}\n', 'a: "b\nc"\n', '- a\n- b\n'])(
  'YAML that could mean something else is left: %j',
  (text) =>
    Home.within(() => {
      const target = yaml(text);
      expect(() => makeEntries(target, { force: true })).toThrow(/edit it yourself/);
      expect(readFileSync(target.file, 'utf8')).toBe(text);
    }),
);

describe("the version that Cursor's file of hooks needs", () => {
  const inHome = (folder: string): Target => {
    const agent = AGENTS.find(({ name }) => name === 'cursor')!;
    const [part] = partsOf(agent, folder) as [ConfigPart];
    mkdirSync(dirname(part.file), { recursive: true });
    return { ...part, purpose: 'hook', name: 'cursor' };
  };
  const read = ({ file }: Target): any => parsed(readFileSync(file, 'utf8'));

  it('stays with the hooks that the user has added', () =>
    Home.within(({ folder }) => {
      const target = inHome(folder);
      makeEntries(target);
      const { hooks } = read(target);
      const mine = { postToolUse: [...hooks.postToolUse, { command: 'mine' }] };
      writeFileSync(target.file, JSON.stringify({ version: 1, hooks: mine }));
      undoEntries(target);
      expect(read(target)).toEqual({ version: 1, hooks: { postToolUse: [{ command: 'mine' }] } });
    }));

  it('goes with the last hook', () =>
    Home.within(({ folder }) => {
      const target = inHome(folder);
      makeEntries(target);
      writeFileSync(target.file, JSON.stringify(read(target)));
      undoEntries(target);
      expect(existsSync(target.file)).toBe(false);
    }));

  it('may be another one', () =>
    Home.within(({ folder }) => {
      const target = inHome(folder);
      for (const before of ['{ "version": 2 }', '{ "version": 1, "hooks": {} }']) {
        writeFileSync(target.file, before);
        expect(undoEntries(target).state).toBe('none');
        makeEntries(target);
        expect(read(target)).toMatchObject({ ...parsed(before), hooks: { postToolUse: [{ command: COMMAND }] } });
        expect(makeEntries(target).state).toBe('none');
        undoEntries(target);
        expect(readFileSync(target.file, 'utf8')).toBe(before);
      }
    }));
});

describe('folders that were created for a file', () => {
  const target = (folder: string, file: string): Target => ({
    purpose: 'hook',
    name: 'x',
    file: join(folder, file),
    format: 'whole',
    entries: [{ path: [], value: file }],
  });
  const inPlugin = (folder: string): Target[] =>
    ['a/b/plugin.json', 'a/b/hooks/hooks.json', 'a/b/hooks/code/x.js'].map((file) => target(folder, file));

  it('go with the last file, whichever is removed first', () =>
    forAll((random) => {
      Home.within(({ folder }) => {
        makeAll(inPlugin(folder), {});
        if (random.onceIn(2)) makeAll(inPlugin(folder), {});
        for (const own of random.shuffled(inPlugin(folder))) undoEntries(own);
        expect(existsSync(join(folder, 'a'))).toBe(false);
      });
    }, 20));

  it('go after the files were replaced by another, too', () =>
    Home.within(({ folder }) => {
      makeAll([target(folder, 'a/settings.json')], {});
      switchTo(inPlugin(folder), {});
      expect(existsSync(join(folder, 'a/settings.json'))).toBe(false);
      undoAll(inPlugin(folder), {});
      expect(existsSync(join(folder, 'a'))).toBe(false);
    }));

  it('stay if the user has something in them, or made them', () =>
    Home.within(({ folder }) => {
      mkdirSync(join(folder, 'a'));
      makeAll(inPlugin(folder), {});
      writeFileSync(join(folder, 'a/b/hooks/mine'), '');
      undoAll(inPlugin(folder), {});
      expect(readdirSync(join(folder, 'a/b/hooks'))).toEqual(['mine']);
      rmSync(join(folder, 'a/b'), { recursive: true });
      makeAll(inPlugin(folder), {});
      undoAll(inPlugin(folder), {});
      expect(readdirSync(join(folder, 'a'))).toEqual([]);
    }));
});

describe('several files are changed together, or none is', () => {
  const FILES = ['a', 'b', 'c'];
  /** Files that are ours completely. `text` is the text of each. */
  const targets = (folder: string, text: string): Target[] =>
    FILES.map((name) => ({
      purpose: 'hook',
      name: 'x',
      file: join(folder, name, 'plugin.js'),
      format: 'whole',
      entries: [{ path: [], value: text }],
    }));
  /** Everything below a folder. */
  const contents = (folder: string): Record<string, string> =>
    Object.fromEntries(
      (readdirSync(folder, { recursive: true, withFileTypes: true }) as any[])
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file, readFileSync(file, 'utf8')]),
    );

  it.each(FILES)('where the user has changed %s', (file) =>
    Home.within(({ folder }) => {
      makeAll(targets(folder, 'old'), {});
      writeFileSync(join(folder, file, 'plugin.js'), 'mine');
      const before = contents(folder);
      const saying = new RegExp(`${file}/plugin.js is left as it is: .*the file.*--force`);
      expect(() => makeAll(targets(folder, 'new'), {})).toThrow(saying);
      expect(() => undoAll(targets(folder, 'old'), {})).toThrow(saying);
      const [elsewhere] = targets(join(folder, 'elsewhere'), 'new') as [Target];
      expect(() => switchTo([elsewhere], {})).toThrow(saying);
      expect(contents(folder)).toEqual(before);
    }),
  );

  it('or what could not be taken back is said', () =>
    Home.within(({ folder }) => {
      const [first, second] = targets(folder, 'new') as [Target, Target];
      const full = (own: Target) => ({
        ...planEntries(own, {}),
        journal: { recorded: () => undefined, write: fail, drop: fail } as unknown as Journal,
      });
      const fail = (): never => {
        throw new Error('the disk is full');
      };
      expect(() => carryOut([planEntries(first, {}), full(second)], false)).toThrow(
        'the disk is full; a change could not be taken back: the disk is full',
      );
      expect(existsSync(first.file)).toBe(false);
    }));

  it.each(FILES)('where %s turns out not to be writable', (file) =>
    Home.within(({ folder }) => {
      for (const own of targets(folder, '')) {
        mkdirSync(dirname(own.file));
        writeFileSync(own.file, 'mine');
      }
      makeAll(targets(folder, 'old'), { force: true });
      const before = contents(folder);
      const path = join(folder, file, 'plugin.js');
      for (const change of [makeAll, undoAll]) {
        // A file that another process is writing has this name.
        writeFileSync(`${path}.headroom-${process.pid}`, '');
        expect(() => change(targets(folder, 'new'), { force: true })).toThrow(`cannot write ${path}`);
        expect(contents(folder)).toEqual(before);
      }
    }),
  );
});
