import { isDeepStrictEqual } from 'node:util';
import type { Entry } from './editor.js';

type Fields = Record<string, unknown>;

/** A configuration without an entry. Lists and objects on its path that become empty are removed, too. */
export function without(root: unknown, { path, value, isItem }: Entry): unknown {
  const [key, ...rest] = path;
  if (key === undefined)
    return isItem && Array.isArray(root) ? root.filter((item) => !isDeepStrictEqual(item, value)) : undefined;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) return root;
  const { [key]: own, ...others } = root as Fields;
  const left = own === undefined ? undefined : without(own, { path: rest, value, isItem: isItem === true });
  return isEmpty(left) ? others : { ...others, [key]: left };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
