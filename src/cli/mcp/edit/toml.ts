// One table of a TOML file: appended at the end, and taken away line by line. Each change is proved by reading the text before and after.
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import { Failure } from '../../failure.js';
import type { Editor } from './editor.js';

type Table = Record<string, unknown>;

/** The editor of the table `[container.name]`. */
export function tomlEditor(container: string, name: string): Editor {
  const header = `[${container}.${name}]`;
  return {
    find: (text) => tableIn(read(text)[container])?.[name],
    hasContainer: (text) => container in read(text),
    insert(text, value) {
      const base = this.find(text) === undefined ? text : this.remove(text, false);
      const eol = base.includes('\r\n') ? '\r\n' : '\n';
      const gap = base === '' ? '' : base.endsWith('\n') ? eol : eol + eol;
      const lines = Object.entries(value).map(([key, own]) => `${key} = ${written(own)}${eol}`);
      return proved(base, `${base}${gap}${header}${eol}${lines.join('')}`, value);
    },
    remove(text) {
      const lines = text.split(/(?<=\n)/);
      const start = lines.findIndex((line) => line.trim() === header);
      if (start < 0) throw unsafe();
      const length = lines.slice(start + 1).findIndex((line) => !/^\s*[\w-]+\s*=/.test(line));
      const end = length < 0 ? lines.length : start + 1 + length;
      // The blank line that parted it from what stands before.
      const from = start > 0 && end === lines.length && lines[start - 1]!.trim() === '' ? start - 1 : start;
      return proved(text, [...lines.slice(0, from), ...lines.slice(end)].join(''), undefined);
    },
  };

  /** The changed text, if it says what it is meant to and all else is as before. @throws {@link Failure} */
  function proved(before: string, after: string, value: object | undefined): string {
    const [old, changed] = [read(before), readOr(after)];
    if (!changed || !isDeepStrictEqual(tableIn(changed[container])?.[name], value && { ...value })) throw unsafe();
    if (!isDeepStrictEqual(without(old), without(changed))) throw unsafe();
    return after;
  }

  /** All but the entry; an empty list of entries says nothing. */
  function without(root: Table): Table {
    const { [container]: own, ...rest } = root;
    const { [name]: _, ...others } = tableIn(own) ?? {};
    return Object.keys(others).length === 0 ? rest : { ...rest, [container]: others };
  }

  function unsafe(): Failure {
    return new Failure(
      `its \`${container}\` cannot be changed without touching the rest: edit the table ${header} yourself`,
    );
  }
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

/** Values as JSON has them, so that they can be compared. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function tableIn(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined;
}

/** A string, a flag, or a list of strings. TOML escapes as JSON does, and DEL besides. */
function written(value: unknown): string {
  const text = Array.isArray(value) ? `[${value.map((own) => JSON.stringify(own)).join(', ')}]` : JSON.stringify(value);
  return text.replaceAll('\u007f', '\\u007f');
}
