// One property of a JSON file, which may have comments and trailing commas.
import { isDeepStrictEqual } from 'node:util';
import { createScanner, findNodeAtLocation, parse, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { Failure } from '../../failure.js';
import type { Editor } from './editor.js';

/** `SyntaxKind.EOF`, which is a constant of TypeScript alone. */
const END = 17;
/** The kinds of tokens that say nothing: line break, blanks. */
const BLANK: ReadonlySet<number> = new Set([14, 15]);

/** The editor of the property `name` in the object `container` of the root. */
export function jsonEditor(container: string, name: string): Editor {
  const rootOf = (text: string): Node | undefined => checkedRoot(text, container, name);
  const place = (text: string, ...path: string[]): Node | undefined => {
    const root = rootOf(text);
    return root && findNodeAtLocation(root, path);
  };
  const editor: Editor = {
    find(text) {
      const node = place(text, container, name);
      return node && readValue(text, node);
    },
    hasContainer: (text) => place(text, container) !== undefined,
    insert: (text, value) => proved(text, inserted(text, value), value),
    remove: (text, whole) => proved(text, removed(text, whole), undefined),
  };
  return editor;

  function inserted(text: string, value: object): string {
    const root = rootOf(text);
    if (!root) return `${JSON.stringify({ [container]: { [name]: value } }, null, 2)}\n`;
    const style = styleOf(text, root);
    const own = findNodeAtLocation(root, [container]);
    if (!own) return withProperty(text, root, container, { [name]: value }, style);
    const old = findNodeAtLocation(own, [name]);
    if (!old) return withProperty(text, own, name, value, style);
    return splice(text, old.offset, old.offset + old.length, written(value, style, indentAt(text, old.parent!.offset)));
  }

  function removed(text: string, whole: boolean): string {
    const own = place(text, container)!;
    const isAlone = whole && own.children!.length === 1;
    return withoutProperty(text, (isAlone ? own : findNodeAtLocation(own, [name])!).parent!);
  }

  /** The changed text, if it says what it is meant to and all else is as before. @throws {@link Failure} */
  function proved(before: string, after: string, value: object | undefined): string {
    const isRight =
      isDeepStrictEqual(without(before), without(after)) &&
      isDeepStrictEqual(place(after, container, name) && editor.find(after), value);
    if (!isRight) throw new Failure(`"${name}" in its "${container}" cannot be changed: edit it yourself`);
    return after;
  }

  /** All but the entry; an empty list of entries says nothing. */
  function without(text: string): object {
    const { [container]: own, ...rest } = (text.trim() === '' ? {} : parse(text, [], LENIENT)) as Fields;
    const { [name]: _, ...others } = (own ?? {}) as Fields;
    return Object.keys(others).length === 0 ? rest : { ...rest, [container]: others };
  }
}

type Fields = Record<string, unknown>;
const LENIENT = { allowTrailingComma: true };

interface Style {
  /** The line end; empty where all stands in one line. */
  readonly eol: string;
  readonly unit: string;
}

/** The root of the text; undefined for an empty text. @throws {@link Failure} */
function checkedRoot(text: string, container: string, name: string): Node | undefined {
  if (text.trim() === '') return undefined;
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  if (errors.length > 0 || !root) throw new Failure(`it is not valid JSON (near character ${errors[0]?.offset ?? 0})`);
  const own = propertiesNamed(root, container);
  const inner = own[0] && propertiesNamed(own[0].children![1]!, name);
  if (own.length > 1 || (inner ?? []).length > 1)
    throw new Failure(`"${own.length > 1 ? container : name}" is in it twice`);
  return root;
}

/** @throws {@link Failure} where it is nested so deeply that it cannot be read. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, LENIENT);
  } catch {
    throw new Failure('it is nested too deeply');
  }
}

/** @throws {@link Failure} where it is no object. */
function propertiesNamed(object: Node, name: string): Node[] {
  if (object.type !== 'object') throw new Failure('it does not have the form that its program documents');
  return object.children!.filter(({ children }) => children![0]!.value === name);
}

function readValue(text: string, node: Node): unknown {
  try {
    return JSON.parse(text.slice(node.offset, node.offset + node.length));
  } catch {
    // It has comments or trailing commas, so somebody changed it.
    return text.slice(node.offset, node.offset + node.length);
  }
}

function styleOf(text: string, root: Node): Style {
  const isOneLine = !text.slice(root.offset, root.offset + root.length).includes('\n') && root.children!.length > 0;
  const [first] = root.children!;
  const unit = first && indentAt(text, first.offset);
  return { eol: isOneLine ? '' : text.includes('\r\n') ? '\r\n' : '\n', unit: unit || '  ' };
}

/** Adds a property as the last one, behind comments that stand there. */
function withProperty(text: string, object: Node, name: string, value: unknown, style: Style): string {
  const end = object.offset + object.length - 1;
  const last = object.children!.at(-1);
  const { at, hasComma } = lastToken(text, last ? last.offset + last.length : object.offset + 1, end);
  const outer = indentAt(text, object.offset);
  const isOpen = style.eol !== '' && text.slice(at, end).includes('\n');
  const indent = last && indentAt(text, last.offset) !== outer ? indentAt(text, last.offset) : outer + style.unit;
  const property = `${JSON.stringify(name)}:${style.eol && ' '}${written(value, style, indent)}`;
  const added = style.eol ? `${style.eol}${indent}${property}${isOpen ? '' : style.eol + outer}` : property;
  const comma = last && !hasComma ? ',' : '';
  const place = last ? last.offset + last.length : at;
  return `${text.slice(0, place)}${comma}${text.slice(place, at)}${added}${text.slice(at)}`;
}

/** Where the last comma or comment ends that stands in a place of blanks. */
function lastToken(text: string, start: number, end: number): { at: number; hasComma: boolean } {
  const scanner = createScanner(text.slice(start, end), false);
  let [at, hasComma] = [0, false];
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    if (BLANK.has(kind)) continue;
    at = scanner.getTokenOffset() + scanner.getTokenLength();
    hasComma ||= scanner.getTokenValue() === ',';
  }
  return { at: start + at, hasComma };
}

/** Takes a property away, with its line and one comma. */
function withoutProperty(text: string, property: Node): string {
  const siblings = property.parent!.children!;
  const index = siblings.indexOf(property);
  const object = property.parent!;
  const end = property.offset + property.length;
  const next = siblings[index + 1];
  const before = siblings[index - 1];
  const following = next?.offset ?? object.offset + object.length - 1;
  const comma = commaIn(text, end, following);
  const start = lineStart(text, property.offset);
  const tail = comma ?? end;
  // A line of its own goes whole.
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(tail))?.[0].length ?? 0;
  const isOwnLine = start < property.offset && lineEnd > 0 && text.slice(start, property.offset).trim() === '';
  const cut = isOwnLine ? splice(text, start, tail + lineEnd, '') : splice(text, property.offset, tail, '');
  // The one before it keeps no comma that stood for the one that goes; a trailing comma of the user stays.
  if (next || !before || comma !== undefined) return cut;
  const beforeEnd = before.offset + before.length;
  const own = commaIn(text, beforeEnd, property.offset)!;
  return splice(cut, own - 1, own, '');
}

/** Behind which character the comma between two places stands; comments may have others. */
function commaIn(text: string, start: number, end: number): number | undefined {
  const scanner = createScanner(text.slice(start, end), true);
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan())
    if (scanner.getTokenValue() === ',') return start + scanner.getTokenOffset() + 1;
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
