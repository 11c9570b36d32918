// Adds and removes members of JSON values in the text: properties of objects and items of lists. All other bytes stay
// the same.
import { createScanner, type Node } from 'jsonc-parser';

/** Kinds of tokens. The package exports them as a `const enum`, which only its own compiler can use. */
const COMMA = 5;
const LINE_BREAK = 14;
const BLANKS = 15;
const END = 17;

/** The layout of a file. */
export interface Style {
  /** The line end. Empty if all is on one line. */
  readonly eol: string;
  readonly unit: string;
}

export function styleOf(text: string, root: Node): Style {
  const isOneLine = !text.slice(root.offset, root.offset + root.length).includes('\n') && root.children!.length > 0;
  const [first] = root.children!;
  const unit = first && indentAt(text, first.offset);
  return { eol: isOneLine ? '' : text.includes('\r\n') ? '\r\n' : '\n', unit: unit || '  ' };
}

/** Replaces a value. */
export function withValue(text: string, node: Node, value: unknown, style: Style): string {
  return splice(text, node.offset, node.offset + node.length, written(value, style, indentAt(text, node.offset)));
}

/** Adds a member as the last one, behind any comments there. A property has a name. */
export function withMember(text: string, object: Node, name: string | undefined, value: unknown, style: Style): string {
  const end = object.offset + object.length - 1;
  const last = object.children!.at(-1);
  const { at, hasComma } = lastToken(text, last ? last.offset + last.length : object.offset + 1, end);
  const outer = indentAt(text, object.offset);
  const isOpen = style.eol !== '' && text.slice(at, end).includes('\n');
  const indent = last && indentAt(text, last.offset) !== outer ? indentAt(text, last.offset) : outer + style.unit;
  // If the user writes trailing commas, the new last member gets one, too.
  const key = name === undefined ? '' : `${JSON.stringify(name)}:${style.eol && ' '}`;
  const member = `${key}${written(value, style, indent)}${hasComma ? ',' : ''}`;
  const added = style.eol ? `${style.eol}${indent}${member}${isOpen ? '' : style.eol + outer}` : member;
  const comma = last && !hasComma ? ',' : '';
  const place = last ? last.offset + last.length : at;
  return `${text.slice(0, place)}${comma}${text.slice(place, at)}${added}${text.slice(at)}`;
}

/** The end of the last comma or comment in a gap between members. */
function lastToken(text: string, start: number, end: number): { at: number; hasComma: boolean } {
  const scanner = createScanner(text.slice(start, end), false);
  let [at, hasComma] = [0, false];
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    if (kind === LINE_BREAK || kind === BLANKS) continue;
    at = scanner.getTokenOffset() + scanner.getTokenLength();
    hasComma ||= kind === COMMA;
  }
  return { at: start + at, hasComma };
}

/** True if an object or list has nothing but this member, not even a comment. */
export function holdsOnly(text: string, object: Node, member: Node): boolean {
  const before = text.slice(object.offset + 1, member.offset);
  const after = text.slice(member.offset + member.length, object.offset + object.length - 1);
  return before.trim() === '' && /^\s*,?\s*$/.test(after);
}

/** Removes a member with its line and one comma. */
export function withoutMember(text: string, member: Node): string {
  const siblings = member.parent!.children!;
  const index = siblings.indexOf(member);
  const object = member.parent!;
  const end = member.offset + member.length;
  const next = siblings[index + 1];
  const before = siblings[index - 1];
  const following = next?.offset ?? object.offset + object.length - 1;
  const comma = commaIn(text, end, following);
  const start = lineStart(text, member.offset);
  const tail = comma ?? end;
  // A member on lines of its own is removed with the whole lines.
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(tail))?.[0].length ?? 0;
  const isOwnLine = start < member.offset && lineEnd > 0 && text.slice(start, member.offset).trim() === '';
  const cut = isOwnLine ? splice(text, start, tail + lineEnd, '') : splice(text, member.offset, tail, '');
  // If the last member is removed, the comma before it is removed, too, unless the user writes trailing commas.
  if (next || !before || comma !== undefined) return cut;
  const beforeEnd = before.offset + before.length;
  const own = commaIn(text, beforeEnd, member.offset)!;
  return splice(cut, own - 1, own, '');
}

/** The offset of the comma between two places. Commas in comments do not count. */
function commaIn(text: string, start: number, end: number): number | undefined {
  const scanner = createScanner(text.slice(start, end), true);
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan())
    if (kind === COMMA) return start + scanner.getTokenOffset() + 1;
  return undefined;
}

function written(value: unknown, { eol, unit }: Style, indent: string): string {
  return eol === '' ? JSON.stringify(value) : JSON.stringify(value, null, unit).replaceAll('\n', `${eol}${indent}`);
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
