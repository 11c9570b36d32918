// Changes texts in a JSON document and nothing else: number text, key order, duplicate keys and blanks stay.

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The JSON text `source`, which `JSON.parse` read as `before`, so that it says `after`: the same value but for some texts. What is equal in both
 * is the same object in both. A document in ASCII stays in ASCII, and so changing it back gives the same bytes, unless those texts had escapes that
 * were not needed.
 */
export function splice(source: string, before: unknown, after: unknown): string {
  if (before === after) return source;
  const ascii = !/[^\0-\x7f]/.test(source);
  let output = '';
  let at = 0;
  for (const { start, end, text } of changes(source, skipBlanks(source, 0), before, after)) {
    const literal = JSON.stringify(text);
    output += source.slice(at, start) + (ascii ? literal.replace(/[\x7f-\uffff]/g, escape) : literal);
    at = end;
  }
  return output + source.slice(at);
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Walks down to what changed; equal values are the same objects and are stepped over. Of duplicate keys only the last is the one that was read. */
function* changes(source: string, start: number, before: unknown, after: unknown): Iterable<Change> {
  if (typeof before === 'string' && typeof after === 'string') {
    yield { start, end: endOfText(source, start), text: after };
    return;
  }
  const changed = new Map<string | number, number>();
  for (const [key, at] of members(source, start)) {
    if (child(before, key) === child(after, key)) continue;
    changed.delete(key);
    changed.set(key, at);
  }
  for (const [key, at] of changed) yield* changes(source, at, child(before, key), child(after, key));
}

function child(value: unknown, key: string | number): unknown {
  return (value as Record<string | number, unknown>)[key];
}

/** The keys or indexes of the list or object that starts at `start`, each with where its value starts. */
function* members(source: string, start: number): Iterable<readonly [key: string | number, at: number]> {
  const isList = source[start] === '[';
  let at = skipBlanks(source, start + 1);
  for (let index = 0; source[at] !== (isList ? ']' : '}'); index += 1) {
    let key: string | number = index;
    if (!isList) {
      const end = endOfText(source, at);
      key = JSON.parse(source.slice(at, end)) as string;
      at = skipBlanks(source, skipBlanks(source, end) + 1);
    }
    yield [key, at];
    at = skipBlanks(source, endOfValue(source, at));
    if (source[at] === ',') at = skipBlanks(source, at + 1);
  }
}

function skipBlanks(source: string, at: number): number {
  while (' \n\r\t'.includes(source[at] ?? 'end')) at += 1;
  return at;
}

/** Behind the text literal that starts at `at`. */
function endOfText(source: string, at: number): number {
  for (let end = source.indexOf('"', at + 1); ; end = source.indexOf('"', end + 1)) {
    let before = end;
    while (source[before - 1] === '\\') before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
}

/** Behind the value that starts at `at`. */
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
