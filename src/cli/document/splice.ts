// Changes texts in a JSON document and nothing else: number text, key order, duplicate keys and blanks stay.

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The JSON text `source`, which says `before`, so that it says `after`: the same value but for some texts. A document in ASCII stays in ASCII, and
 * so changing it back gives the same bytes, unless those texts had escapes that were not needed.
 */
export function splice(source: string, before: unknown, after: unknown): string {
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

/** Walks down to what changed; equal values are the same objects and are stepped over. */
function* changes(source: string, start: number, before: unknown, after: unknown): Iterable<Change> {
  if (before === after) return;
  if (typeof before === 'string' && typeof after === 'string') {
    if (source[start] !== '"') return;
    const end = endOfText(source, start);
    // Of duplicate keys only the last is the one that was read.
    if (JSON.parse(source.slice(start, end)) === before) yield { start, end, text: after };
    return;
  }
  const isList = Array.isArray(before);
  if (source[start] !== (isList ? '[' : '{')) return;
  let at = skipBlanks(source, start + 1);
  for (let index = 0; source[at] !== (isList ? ']' : '}'); index += 1) {
    let key: string | number = index;
    if (!isList) {
      const end = endOfText(source, at);
      key = JSON.parse(source.slice(at, end)) as string;
      at = skipBlanks(source, skipBlanks(source, end) + 1);
    }
    yield* changes(source, at, (before as Record<string | number, unknown>)[key], (after as Record<string | number, unknown>)[key]);
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
