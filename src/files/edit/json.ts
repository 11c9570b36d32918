// Entries in JSON files, which may have comments and trailing commas.
import { isDeepStrictEqual } from 'node:util';
import { parse, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { Failure } from '../../failure/index.js';
import type { Editor, Entry } from './editor.js';
import { holdsOnly, styleOf, withMember, withoutMember, withValue } from './member.js';
import { without } from './without.js';

const LENIENT = { allowTrailingComma: true };

/** The editor of properties, and of items in lists. */
export const JSON_EDITOR: Editor = {
  find(text, entry) {
    const node = nodeOf(text, entry);
    return node && readValue(text, node);
  },
  depth(text, path) {
    return Math.max(0, nodesOn(rootOf(text), path).length - 1);
  },
  insert: (text, entry) => proved(text, inserted(text, entry), entry, entry.value),
  remove: (text, entry, existing) => proved(text, removed(text, entry, existing), entry, undefined),
};

function inserted(text: string, entry: Entry): string {
  const { path, value, isItem = false } = entry;
  const root = rootOf(text);
  if (!root) return `${JSON.stringify(nested(path, isItem ? [value] : value), null, 2)}\n`;
  const style = styleOf(text, root);
  const nodes = nodesOn(root, path);
  const last = nodes.at(-1)!;
  const missing = path.slice(nodes.length - 1);
  if (missing.length > 0) {
    needType(last, 'object');
    return withMember(text, last, missing[0], nested(missing.slice(1), isItem ? [value] : value), style);
  }
  if (!isItem) return withValue(text, last, value, style);
  needType(last, 'array');
  return withMember(text, last, undefined, value, style);
}

function removed(text: string, entry: Entry, existing: number): string {
  const node = nodeOf(text, entry)!;
  let member = entry.isItem ? node : node.parent!;
  // The number of keys that lead to the container of the member.
  let keys = entry.path.length - (entry.isItem ? 0 : 1);
  while (keys > existing && keys > 0 && holdsOnly(text, member.parent!, member)) {
    member = member.parent!.parent!;
    keys -= 1;
  }
  return withoutMember(text, member);
}

/** Returns the changed text, if it has the intended entry and is otherwise the same. @throws {@link Failure} */
function proved(before: string, after: string, entry: Entry, value: unknown): string {
  const isRight =
    isDeepStrictEqual(without(plain(before), entry), without(plain(after), entry)) &&
    isDeepStrictEqual(JSON_EDITOR.find(after, entry), value);
  if (!isRight) throw new Failure(`"${entry.path.join('.')}" cannot be changed: edit it yourself`);
  return after;
}

/** The node of an entry; of an item, only an equal one. */
function nodeOf(text: string, { path, value, isItem }: Entry): Node | undefined {
  const nodes = nodesOn(rootOf(text), path);
  const node = nodes.length > path.length ? nodes.at(-1) : undefined;
  if (!isItem || !node) return node;
  needType(node, 'array');
  return node.children!.find((item) => isDeepStrictEqual(readValue(text, item), value));
}

/**
 * The root, and the nodes at each existing key of a path. @throws {@link Failure} if a key leads through a value that
 * is no object, or exists twice.
 */
function nodesOn(root: Node | undefined, path: readonly string[]): Node[] {
  if (!root) return [];
  needType(root, 'object');
  const nodes = [root];
  for (const key of path) {
    needType(nodes.at(-1)!, 'object');
    const own = nodes.at(-1)!.children!.filter(({ children }) => children![0]!.value === key);
    if (own.length > 1) throw new Failure(`"${key}" is in it twice`);
    if (own.length === 0) break;
    nodes.push(own[0]!.children![1]!);
  }
  return nodes;
}

function needType(node: Node, type: 'object' | 'array'): void {
  if (node.type !== type) throw new Failure('it does not have the form that its program documents');
}

/**
 * The root of the text. Undefined for an empty text. @throws {@link Failure} if the text cannot be parsed, or is
 * nested too deeply.
 */
function rootOf(text: string): Node | undefined {
  if (text.trim() === '') return undefined;
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, LENIENT);
  } catch {
    throw new Failure('it is nested too deeply');
  }
  if (errors.length > 0 || !root) throw new Failure(`it is not valid JSON (near character ${errors[0]?.offset ?? 0})`);
  return root;
}

function readValue(text: string, node: Node): unknown {
  const source = text.slice(node.offset, node.offset + node.length);
  try {
    return JSON.parse(source);
  } catch {
    // The text has comments or trailing commas, so somebody changed it.
    return source;
  }
}

function plain(text: string): unknown {
  return text.trim() === '' ? {} : parse(text, [], LENIENT);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
}
