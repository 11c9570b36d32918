// Tables in TOML files. They are appended at the end, and removed line by line. Each change is checked by parsing the
// text before and after.
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import { Failure } from '../../failure/index.js';
import type { Editor, Entry } from './editor.js';
import { without } from './without.js';

type Table = Record<string, unknown>;

/** The editor of tables such as `[container.name]`. */
export const TOML_EDITOR: Editor = {
  find: (text, { path }) => valueAt(read(text), path),
  depth(text, path) {
    const root = read(text);
    return path.filter((_, at) => valueAt(root, path.slice(0, at + 1)) !== undefined).length;
  },
  insert(text, entry) {
    const base = this.find(text, entry) === undefined ? text : this.remove(text, entry, 0);
    const eol = base.includes('\r\n') ? '\r\n' : '\n';
    const gap = base === '' ? '' : base.endsWith('\n') ? eol : eol + eol;
    const lines = Object.entries(entry.value as object).map(([key, own]) => `${key} = ${written(own)}${eol}`);
    return proved(base, `${base}${gap}${headerOf(entry)}${eol}${lines.join('')}`, entry, entry.value);
  },
  remove(text, entry) {
    const lines = text.split(/(?<=\n)/);
    const start = lines.findIndex((line) => line.trim() === headerOf(entry));
    if (start < 0) throw unsafe(entry);
    const length = lines.slice(start + 1).findIndex((line) => !/^\s*[\w-]+\s*=/.test(line));
    const end = length < 0 ? lines.length : start + 1 + length;
    // The blank line that separated it from the text before.
    const from = start > 0 && end === lines.length && lines[start - 1]!.trim() === '' ? start - 1 : start;
    return proved(text, [...lines.slice(0, from), ...lines.slice(end)].join(''), entry, undefined);
  },
};

/** Returns the changed text, if it has the intended entry and is otherwise the same. @throws {@link Failure} */
function proved(before: string, after: string, entry: Entry, value: unknown): string {
  const [old, changed] = [read(before), readOr(after)];
  const isRight =
    changed !== undefined &&
    isDeepStrictEqual(valueAt(changed, entry.path), value && { ...value }) &&
    isDeepStrictEqual(without(old, entry), without(changed, entry));
  if (!isRight) throw unsafe(entry);
  return after;
}

function unsafe(entry: Entry): Failure {
  return new Failure(
    `its \`${entry.path[0]}\` cannot be changed without touching the rest: edit the table ${headerOf(entry)} yourself`,
  );
}

function headerOf({ path }: Entry): string {
  return `[${path.join('.')}]`;
}

function valueAt(root: Table, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => tableIn(inner)?.[key], root);
}

function read(text: string): Table {
  try {
    return plain(parse(text)) as Table;
  } catch (error) {
    throw new Failure(`it is not valid TOML (${(error as Error).message.split('\n', 1)[0]})`);
  }
}

function readOr(text: string): Table | undefined {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

/** Converts values to JSON, so that they can be compared. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function tableIn(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined;
}

/** Writes a string, a boolean, or a list of strings. TOML escapes like JSON, and DEL in addition. */
function written(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.map((own) => JSON.stringify(own)).join(', ')}]` : JSON.stringify(value);
  return text.replaceAll('\u007f', '\\u007f');
}
