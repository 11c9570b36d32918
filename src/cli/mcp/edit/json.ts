// One property of a JSON file, which may have comments and trailing commas.
import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, parse, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { Failure } from '../../failure.js';
import type { Editor } from './editor.js';
import { holdsOnly, styleOf, withoutProperty, withProperty, withValue } from './property.js';

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
    return withValue(text, old, value, style);
  }

  function removed(text: string, whole: boolean): string {
    const own = place(text, container)!;
    const property = findNodeAtLocation(own, [name])!.parent!;
    return withoutProperty(text, whole && holdsOnly(text, own, property) ? own.parent! : property);
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
