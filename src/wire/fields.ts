// Finds the fields of a JSON object without parsing their values, because bodies may have many megabytes. Invalid
// JSON gives any result or none, in linear time.

import { longLiteralsIn } from '../text/index.js';

/** From the first byte of a value up to the one behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The values in an object by name. Of equal names the last one counts, as in `JSON.parse`. Undefined if the source
 * does not start with an object.
 */
export function fieldsIn(source: Uint8Array): ReadonlyMap<string, Span> | undefined {
  const members = membersIn(source, skipBlanks(source, 0));
  return members && new Map(members.map(({ name, value }) => [name, value]));
}

/** A name in an object, and its value. */
export interface Member {
  readonly name: string;
  /** The span from the first byte of the name up to the byte behind the value. */
  readonly span: Span;
  readonly value: Span;
}

/** The members of the object at an offset, in order. Empty if there is none. */
export function membersIn(source: Uint8Array, place: number): Member[] | undefined {
  if (source[place] !== OPEN_OBJECT) return undefined;
  const members: Member[] = [];
  let at = skipBlanks(source, place + 1);
  while (source[at] === QUOTE) {
    const key = at;
    const end = endOfText(source, at);
    const name = textIn(source, { start: at, end });
    at = skipBlanks(source, end);
    if (source[at] !== COLON || name === undefined) return undefined;
    const start = skipBlanks(source, at + 1);
    at = endOfValue(source, start);
    members.push({ name, span: { start: key, end: at }, value: { start, end: at } });
    at = skipBlanks(source, at);
    if (source[at] !== COMMA) break;
    at = skipBlanks(source, at + 1);
  }
  return source[at] === CLOSE_OBJECT ? members : undefined;
}

/** True if a list starts at an offset. */
export function isList(source: Uint8Array, { start }: Span): boolean {
  return source[start] === OPEN_LIST;
}

/** The values of a list. Empty if another value stands there. */
export function* elementsIn(source: Uint8Array, { start, end }: Span): Generator<Span, void, undefined> {
  if (source[start] !== OPEN_LIST) return;
  let at = skipBlanks(source, start + 1);
  while (at < end) {
    const behind = endOfValue(source, at);
    if (behind === at) return;
    yield { start: at, end: behind };
    at = skipBlanks(source, behind);
    if (source[at] !== COMMA) return;
    at = skipBlanks(source, at + 1);
  }
}

/** Appends values to a list in a source. */
export function withLast(source: Uint8Array, list: Span, values: readonly unknown[]): Buffer {
  const isEmpty = elementsIn(source, list).next().done === true;
  const text = values.map((value) => JSON.stringify(value)).join(',');
  const close = list.end - 1;
  return Buffer.concat([source.subarray(0, close), Buffer.from(isEmpty ? text : `,${text}`), source.subarray(close)]);
}

/** The string at an offset. Undefined if another value stands there. */
export function textIn(source: Uint8Array, { start, end }: Span): string | undefined {
  if (source[start] !== QUOTE) return undefined;
  if (isPlain(source, start + 1, end - 1)) return Buffer.prototype.latin1Slice.call(source, start + 1, end - 1);
  try {
    return JSON.parse(Buffer.from(source.buffer, source.byteOffset + start, end - start).toString()) as string;
  } catch {
    return undefined;
  }
}

/** Longer strings are left to `JSON.parse`. */
const MAX_PLAIN = 64;

/** True for a short string of printable ASCII without escapes, such as almost every name of a field. */
function isPlain(source: Uint8Array, start: number, end: number): boolean {
  if (end < start || end - start > MAX_PLAIN || source[end] !== QUOTE) return false;
  for (let at = start; at < end; at += 1) {
    const byte = source[at]!;
    if (byte < 0x20 || byte > 0x7e || byte === BACKSLASH || byte === QUOTE) return false;
  }
  return true;
}

/** True if a value other than `null` stands at an offset. */
export function isSet(source: Uint8Array, span: Span | undefined): boolean {
  return span !== undefined && span.end > span.start && source[span.start] !== 0x6e;
}

function skipBlanks(source: Uint8Array, at: number): number {
  let next = at;
  while (source[next] === 0x20 || source[next] === 0x0a || source[next] === 0x0d || source[next] === 0x09) next += 1;
  return next;
}

/** Ends of long texts by their starts, in sources that are long themselves. */
const ENDS = new WeakMap<Uint8Array, ReadonlyMap<number, number>>();
/** Longer sources are read in turns of the event loop, in bytes. */
const LONG = 1 << 20;

/** Looks for the long texts of a long source, in turns, so that finding its fields does not read them again. */
export async function noteLongTexts(source: Uint8Array): Promise<void> {
  if (source.length <= LONG || ENDS.has(source)) return;
  const { literals } = await longLiteralsIn(source);
  ENDS.set(source, new Map(literals.map(({ start, end }) => [start, end])));
}

/**
 * The maximum number of escaped quotes that are searched for. If there are more, as in JSON within JSON, reading on is
 * faster.
 */
const MAX_SEARCHES = 8;

/** The offset behind the string that starts at `at`, or the end of the source. */
function endOfText(source: Uint8Array, at: number): number {
  const known = source.length > LONG ? ENDS.get(source)?.get(at) : undefined;
  if (known !== undefined) return known;
  let next = at + 1;
  for (let searches = 0; searches < MAX_SEARCHES; searches += 1) {
    const quote = source.indexOf(QUOTE, next);
    if (quote < 0) return source.length;
    let slashes = 0;
    while (quote - slashes > next && source[quote - slashes - 1] === BACKSLASH) slashes += 1;
    next = quote + 1;
    if (slashes % 2 === 0) return next;
  }
  for (; next < source.length; next += 1) {
    const byte = source[next];
    if (byte === BACKSLASH) next += 1;
    else if (byte === QUOTE) return next + 1;
  }
  return source.length;
}

/** The offset behind the value that starts at `at`, or the end of the source. */
function endOfValue(source: Uint8Array, at: number): number {
  let depth = 0;
  let next = at;
  while (next < source.length) {
    const byte = source[next]!;
    if (byte === QUOTE) {
      next = endOfText(source, next);
      if (depth === 0) return next;
      continue;
    }
    if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth <= 1) return depth === 0 ? next : next + 1;
      depth -= 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (depth === 0 && (byte === COMMA || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09))
      return next;
    next += 1;
  }
  return next;
}
