// Looking into values of which nothing is known.
import type { Fields, Path, Piece, Text } from './message.js';

/** A list may claim to be longer than memory: so many of its values are looked at. */
const MAX_LIST_LEN = 1 << 17;
/** How deep texts in the arguments and results of a call are looked for. */
const MAX_DEPTH = 8;
/** How many values are looked at there: an object may hold itself. */
const MAX_VALUES = 1 << 16;
/** In a structured result, a text of so many UTF-16 units is content; shorter ones are fields that nothing would make cheaper. */
const LONG = 200;
/** What a terminal may not show as it is: a text with such may get short without a trace. */
const TERMINAL = /[\b\x1b]|\r[^\r\n]/;

/** Narrows to an object whose fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What looking gives; nothing where it throws, as getters and proxies may. */
export function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** What a copy of an object would have; nothing where it is none, or cannot be looked at. Getters are asked once, so that all see the same. */
export function fieldsOf(value: unknown): Fields {
  return attempt(() => (isRecord(value) && !ArrayBuffer.isView(value) ? { ...value } : {})) ?? {};
}

/** The objects in a list, each with its index; none where it is no list. */
export function* records(list: unknown): Iterable<readonly [at: number, record: Fields]> {
  if (!Array.isArray(list)) return;
  const end = Math.min(list.length, MAX_LIST_LEN);
  for (let at = 0; at < end; at += 1) {
    const value: unknown = list[at];
    if (isRecord(value)) yield [at, value];
  }
}

/** Whether a list holds an object of one of these types. */
export function holds(list: unknown, types: ReadonlySet<unknown>): boolean {
  if (!Array.isArray(list)) return false;
  // Not by `records`: long lists are asked by several providers.
  const end = Math.min(list.length, MAX_LIST_LEN);
  for (let at = 0; at < end; at += 1) {
    const value: unknown = list[at];
    if (isRecord(value) && types.has(value['type'])) return true;
  }
  return false;
}

/** Content that is a string, or a list of parts of which those of one of these types hold a text. */
export function* textsIn(content: unknown, path: Path, types: ReadonlySet<unknown>): Iterable<Text> {
  if (typeof content === 'string') yield { text: content, path };
  for (const [at, { type, text }] of records(content)) {
    if (types.has(type) && typeof text === 'string') yield { text, path: [...path, at, 'text'] };
  }
}

/** The strings in a value, each with the way to it. */
function* strings(value: unknown, path: Path = [], work = { left: MAX_VALUES }): Iterable<Text> {
  if (typeof value === 'string') yield { text: value, path };
  if (typeof value !== 'object' || value === null || path.length === MAX_DEPTH || ArrayBuffer.isView(value)) return;
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const key of keys) {
    if (work.left === 0) return;
    work.left -= 1;
    yield* strings((value as Record<string | number, unknown>)[key], [...path, key], work);
  }
}

/** The texts in a structured result: what is content, and the value itself where it is a string. `always`: so deep all strings are taken. */
export function* textsWithin(value: unknown, path: Path, always = 0): Iterable<Text> {
  for (const { text, path: way } of strings(value)) {
    if (way.length <= always || isContent(text)) yield { text, path: [...path, ...way] };
  }
}

/** What is content has to be content when it comes back compressed: it may be short then, but all that we write starts with a bracket. */
function isContent(text: string): boolean {
  return (text.length >= LONG || text.includes('[')) && !TERMINAL.test(text);
}

/** The strings in the arguments of a call, with the keys that lead to each. */
export function* argumentsOf(input: unknown): Iterable<Piece> {
  const command = isRecord(input) && isCommand(input['command']) ? input['command'] : undefined;
  if (command) yield { type: 'argument', key: 'command', text: scriptOf(command) };
  for (const { text, path } of strings(input)) {
    if (!command || path[0] !== 'command') yield { type: 'argument', key: path.join('.'), text };
  }
}

function isCommand(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_VALUES &&
    value.every((word) => typeof word === 'string')
  );
}

/** A command in words is one text, so that what it prints is known by its program: that of `['bash', '-lc', 'cat a.rs']` is `cat`. */
function scriptOf(words: readonly string[]): string {
  return /^-\w*c$/.test(words.at(-2) ?? '') ? words.at(-1)! : words.join(' ');
}

/** Whether the model itself made a call; `caller` is what Anthropic and OpenAI say of one that a program made. */
export function isByModel(caller: unknown): boolean {
  return !isRecord(caller) || caller['type'] === 'direct';
}

/** Arguments as JSON in a string; what is none is one argument as it stands. */
export function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
