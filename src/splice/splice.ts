// Replaces values in a JSON document. The spelling of numbers, the order of keys, duplicate keys and blanks stay as
// they are.

interface Change {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
}

/**
 * Changes the JSON text `source`, so that it parses as `after` instead of `before`.
 *
 * A document in ASCII stays in ASCII, so that changing it back gives the same bytes, unless a replaced string had
 * unnecessary escapes.
 *
 * @param before - the value of `JSON.parse(source)`.
 * @param after - the same value, in which some values are replaced: by values of another kind, by other strings, or by
 * objects with other fields. Unchanged containers must be the same objects.
 * @param literalOf - writes a value as JSON.
 */
export function splice(
  source: string,
  before: unknown,
  after: unknown,
  literalOf: (value: unknown) => string = literalFor(!/[^\0-\x7f]/.test(source)),
): string {
  if (before === after) return source;
  let output = '';
  let at = 0;
  for (const { start, end, value } of changesIn(source, skipBlanks(source, 0), before, after).changes) {
    output += source.slice(at, start) + literalOf(value);
    at = end;
  }
  return output + source.slice(at);
}

/**
 * The JSON of each value in `source` that {@link splice} would replace, with the value that would replace it.
 *
 * @param after - as for `splice`.
 */
export function* replacedIn(
  source: string,
  before: unknown,
  after: unknown,
): Iterable<readonly [value: unknown, json: string]> {
  for (const { start, end, value } of changesIn(source, skipBlanks(source, 0), before, after).changes)
    yield [value, source.slice(start, end)];
}

/** Writes values as JSON: in ASCII if the document is in ASCII. */
export function literalFor(isAscii: boolean): (value: unknown) => string {
  return (value) => {
    const literal = JSON.stringify(value);
    return isAscii ? literal.replace(/[\x7f-\uffff]/g, escapeUnit) : literal;
  };
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The changes in the value that starts at `start`, and the end of that value. Equal values are skipped. */
function changesIn(
  source: string,
  start: number,
  before: unknown,
  after: unknown,
): { readonly changes: readonly Change[]; readonly end: number } {
  if (before === after) return { changes: [], end: endOfValue(source, start) };
  if (isOther(before, after)) {
    const end = endOfValue(source, start);
    return { changes: [{ start, end, value: after }], end };
  }
  const isList = source[start] === '[';
  // Of duplicate keys, `JSON.parse` reads the last. The values of earlier ones have any shape, and their changes are
  // dropped below.
  if (isList !== Array.isArray(before) || (!isList && source[start] !== '{'))
    return { changes: [], end: endOfValue(source, start) };
  const changed = new Map<string | number, readonly Change[]>();
  let at = skipBlanks(source, start + 1);
  for (let index = 0; source[at] !== (isList ? ']' : '}'); index += 1) {
    let key: string | number = index;
    if (!isList) {
      const end = endOfText(source, at);
      key = JSON.parse(source.slice(at, end)) as string;
      at = skipBlanks(source, skipBlanks(source, end) + 1);
    }
    const child = changesIn(source, at, childOf(before, key), childOf(after, key));
    changed.delete(key);
    if (child.changes.length > 0) changed.set(key, child.changes);
    at = skipBlanks(source, child.end);
    if (source[at] === ',') at = skipBlanks(source, at + 1);
  }
  return { changes: [...changed.values()].flat(), end: at + 1 };
}

/** Whether a value takes the place of another as a whole: they are not both lists, or objects with the same fields. */
function isOther(before: unknown, after: unknown): boolean {
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) return true;
  if (Array.isArray(before)) return false;
  const names = Object.keys(after);
  return names.length !== Object.keys(before).length || !names.every((name) => Object.hasOwn(before, name));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function childOf(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key];
}

function skipBlanks(source: string, at: number): number {
  while (' \n\r\t'.includes(source[at] ?? 'end')) at += 1;
  return at;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The end of the string literal that starts at `at`. `indexOf` is fast, but not if most quotes are escaped (JSON within
 * JSON), so an escaped quote switches to a loop.
 */
function endOfText(source: string, at: number): number {
  const quote = source.indexOf('"', at + 1);
  if (source.charCodeAt(quote - 1) !== BACKSLASH) return quote + 1;
  for (let next = at + 1; ; next += 1) {
    const unit = source.charCodeAt(next);
    if (unit === QUOTE) return next + 1;
    if (unit === BACKSLASH) next += 1;
  }
}

/** The end of the value that starts at `at`. */
function endOfValue(source: string, at: number): number {
  if (source[at] === '"') return endOfText(source, at);
  if (source[at] !== '[' && source[at] !== '{') {
    while (!',]} \n\r\t'.includes(source[at] ?? ',')) at += 1;
    return at;
  }
  const structure = /["[\]{}]/g;
  let depth = 0;
  do {
    structure.lastIndex = at;
    at = structure.exec(source)!.index;
    if (source[at] === '"') {
      at = endOfText(source, at);
      continue;
    }
    depth += source[at] === '[' || source[at] === '{' ? 1 : -1;
    at += 1;
  } while (depth > 0);
  return at;
}
