// Random JSON as tools print it, and the comparison of JSON by its tokens.
import type { Random } from './random.js';

const KEYS = [
  'id',
  'name',
  'status',
  'created_at',
  'user',
  'tags',
  'a b',
  '',
  'a.b',
  'x=y',
  'q?',
  '日本',
  'line\nbreak',
  '__proto__',
  'constructor',
  '~',
  '$',
];
const STRINGS = [
  '',
  'active',
  'two words',
  '123',
  'true',
  'null',
  '~',
  '^',
  '*x',
  '[json]1',
  '[table 2 rows: a b]',
  '[@ Read a.rs:1-3]',
  '2024-05-01T06:26:00Z',
  'say "hi"',
  'C:\\dir',
  'line\nbreak',
  '日本語',
  '🙂',
  ' leading',
  'https://example.com/a/b?c=d',
  '{"a":[1,2]}',
  '\u2028',
];
const NUMBERS = [
  '0',
  '-0',
  '-0.0',
  '1',
  '1.0',
  '1e5',
  '1E+5',
  '1e400',
  '0.10',
  '3.14159',
  '123456789012345678901234567890',
  '505874924095815681',
  '2e-9',
];

type Value = string | Value[] | Map<string, Value>;

/** A random value. Scalars are JSON text. */
function value(random: Random, depth: number): Value {
  const kind = random.below(depth > 0 ? 6 : 4);
  if (kind === 0) return random.pick(NUMBERS);
  if (kind === 1) return random.pick(['true', 'false', 'null']);
  if (kind <= 3) return random.onceIn(12) ? '"\\ud83d"' : JSON.stringify(random.pick(STRINGS));
  if (kind === 4) return random.many(random.below(6), () => value(random, depth - 1));
  return new Map(random.many(random.below(6), () => [random.pick(KEYS), value(random, depth - 1)]));
}

/** Objects with mostly the same fields, as services return them. */
function rows(random: Random): Value {
  const shape = random.many(1 + random.below(7), () => ({
    key: random.pick(KEYS),
    same: value(random, 1),
    kind: random.below(5),
  }));
  return random.many(random.below(40), (index) => {
    const row = new Map<string, Value>();
    for (const { key, same, kind } of shape) {
      if (random.onceIn(15)) continue;
      row.set(
        key,
        kind === 0
          ? String(index)
          : kind === 1
            ? same
            : kind === 2
              ? JSON.stringify(`item ${index % 5}`)
              : value(random, kind === 3 ? 0 : 2),
      );
    }
    return random.onceIn(40) ? value(random, 1) : row;
  });
}

/** A random JSON text, mostly rows, in one of the layouts that libraries use. */
export function jsonText(random: Random): string {
  const made = random.onceIn(4) ? random.many(random.below(5), () => value(random, 3)) : rows(random);
  return layOut(
    made,
    random.pick([
      ['', '', ''],
      ['', ' ', ' '],
      ['  ', '', ' '],
      ['\t', '', ' '],
      ['', '', ' '],
    ] as const),
  );
}

function layOut(of: Value, style: readonly [indent: string, comma: string, colon: string], depth = 1): string {
  if (typeof of === 'string') return of;
  const [indent, comma, colon] = style;
  const parts = Array.isArray(of)
    ? of.map((child) => layOut(child, style, depth + 1))
    : [...of].map(([key, child]) => `${JSON.stringify(key)}:${colon}${layOut(child, style, depth + 1)}`);
  const [open, close] = Array.isArray(of) ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (indent === '') return `${open}${parts.join(`,${comma}`)}${close}`;
  const line = `\n${indent.repeat(depth)}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${indent.repeat(depth - 1)}${close}`;
}

/** Punctuation, and scalars other than strings. */
const BARE = /[{}[\],:]|[^\s{}[\],:"]+/y;
const BLANKS = /[ \t\r\n]*/y;

/** The offsets of the next token from `at` on; undefined if there is none. */
function tokenAt(json: string, at: number): readonly [start: number, end: number] | undefined {
  BLANKS.lastIndex = at;
  BLANKS.test(json);
  const start = BLANKS.lastIndex;
  if (json[start] !== '"') {
    BARE.lastIndex = start;
    return BARE.test(json) ? [start, BARE.lastIndex] : undefined;
  }
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json[end - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return [start, end + 1];
  }
  return undefined;
}

function* tokensOf(json: string): Iterable<string> {
  for (let token = tokenAt(json, 0); token; token = tokenAt(json, token[1])) yield json.slice(...token);
}

/**
 * A JSON text without blanks between its tokens. The spelling of numbers, the order of keys, duplicate keys and escapes
 * are kept.
 */
export function minified(json: string): string {
  return [...tokensOf(json)].join('');
}

/** If `text` has the tokens of `json` from `at` on, the offset of their end, or else -1. */
export function endOfSame(text: string, at: number, json: string): number {
  let end = at;
  for (const token of tokensOf(json)) {
    const own = tokenAt(text, end);
    if (!own || text.slice(...own) !== token) return -1;
    end = own[1];
  }
  return end;
}
