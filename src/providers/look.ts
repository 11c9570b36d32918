// Reads values that may have any shape.
import type { Fields, Path, Piece, Text } from './message.js';

/** Maximum number of list entries that are read: a sparse array or a proxy can claim any length. */
const MAX_LIST_LEN = 1 << 17;
/** Maximum depth at which texts are searched in the arguments and results of a call. */
const MAX_DEPTH = 8;
/** Maximum number of values that are visited there: an object may contain itself. */
const MAX_VALUES = 1 << 16;
/**
 * In a structured result, a text of at least this many UTF-16 units is content. Shorter ones are fields that are not
 * worth compressing.
 */
const MIN_CONTENT_LEN = 200;
/** Characters that a terminal interprets. Compression may shorten a text with them and leave no sign that it did. */
const TERMINAL = /[\b\x1b]|\r[^\r\n]/;

/** Whether a value is an object other than a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The result of `look`; undefined if it throws, as getters and proxies may. */
export function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/**
 * A shallow copy of an object; empty if the value is not an object or cannot be read. Each getter is called once, so
 * that later reads agree.
 */
export function fieldsOf(value: unknown): Fields {
  return attempt(() => (isRecord(value) && !ArrayBuffer.isView(value) ? { ...value } : {})) ?? {};
}

/** The objects in a list, each with its index; none if the value is not a list. */
export function* records(list: unknown): Iterable<readonly [at: number, record: Fields]> {
  if (!Array.isArray(list)) return;
  const end = Math.min(list.length, MAX_LIST_LEN);
  for (let at = 0; at < end; at += 1) {
    const value: unknown = list[at];
    if (isRecord(value)) yield [at, value];
  }
}

/** Whether a list has an object whose `type` is one of these. */
export function holds(list: unknown, types: ReadonlySet<unknown>): boolean {
  if (!Array.isArray(list)) return false;
  // A plain loop instead of `records`, because several providers scan the same long list.
  const end = Math.min(list.length, MAX_LIST_LEN);
  for (let at = 0; at < end; at += 1) {
    const value: unknown = list[at];
    if (isRecord(value) && types.has(value['type'])) return true;
  }
  return false;
}

/** The texts of content that is a string, or a list of parts. Only parts of the given types have texts. */
export function* textsIn(content: unknown, path: Path, types: ReadonlySet<unknown>): Iterable<Text> {
  if (typeof content === 'string') yield { text: content, path };
  for (const [at, { type, text }] of records(content)) {
    if (types.has(type) && typeof text === 'string') yield { text, path: [...path, at, 'text'] };
  }
}

/** All strings in a value, each with its path. */
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

/**
 * The texts in a structured result that are long enough to be content. Strings at a depth of at most `always` are
 * included whatever their length.
 */
export function* textsWithin(value: unknown, path: Path, always = 0): Iterable<Text> {
  for (const { text, path: way } of strings(value)) {
    if (way.length <= always || isContent(text)) yield { text, path: [...path, ...way] };
  }
}

/**
 * A text that is content must also be recognised as content when it comes back compressed. It may be short then, but
 * our notation always has a `[`.
 */
function isContent(text: string): boolean {
  return (text.length >= MIN_CONTENT_LEN || text.includes('[')) && !hasTerminalCodes(text);
}

/** Whether a text has characters that a terminal interprets. */
export function hasTerminalCodes(text: string): boolean {
  return TERMINAL.test(text);
}

/** A text in a message, by whoever wrote it. */
export function textBy(role: unknown, text: string, path: Path): Piece {
  if (role === 'assistant' || role === 'model') return { type: 'assistant', text };
  return role === 'user' ? { type: 'user', text, path } : { type: 'user', text };
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

/**
 * A command in words as one text, so that its output is labelled by the program that runs: the label of
 * `['bash', '-lc', 'cat a.rs']` is `cat`.
 */
function scriptOf(words: readonly string[]): string {
  return /^-\w*c$/.test(words.at(-2) ?? '') ? words.at(-1)! : words.join(' ');
}

/** Whether the model itself made a call. Anthropic and OpenAI set `caller` if a program made it. */
export function isByModel(caller: unknown): boolean {
  return !isRecord(caller) || caller['type'] === 'direct';
}

/** Parses arguments that are JSON in a string. Anything else is returned unchanged. */
export function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
