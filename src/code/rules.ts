// The rules of all `.gitignore` files that apply to a folder.
import { access, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Work } from './glob.js';
import { ignores, rulesOf, type Rules } from './ignore.js';
import { textOf } from './text.js';

/** Longer files of rules are not read, in bytes. */
const MAX_FILE = 1 << 20;

/** Steps that take as long as reading one character of a rule. */
const STEPS_PER_CHARACTER = 8;

/** The rules of a folder and of those above it, the nearest last. Paths start at the repository. */
export type FolderRules = readonly { readonly folder: string; readonly rules: Rules }[];

/** A folder of a repository. */
export interface Place {
  /** Its path below the repository, with slashes; empty for the repository itself, or where there is none. */
  readonly path: string;
  /** The rules of the folders above it. */
  readonly rules: FolderRules;
}

/** Finds out where in a repository a folder is. */
export async function placeOf(root: string, work: Work): Promise<Place> {
  const actual = await realpath(root);
  let path = '';
  for (let folder = actual; !(await exists(join(folder, '.git'))); folder = dirname(folder)) {
    if (dirname(folder) === folder) return { path: '', rules: [] };
    path = below(basename(folder), path);
  }
  const names = path.split('/');
  let rules: FolderRules = [];
  for (let count = 0; path !== '' && count < names.length; count++) {
    const folder = join(actual, ...names.slice(count).map(() => '..'));
    rules = [...rules, { folder: names.slice(0, count).join('/'), rules: await rulesIn(folder, work) }];
  }
  return { path, rules };
}

/** Reads the rules of one folder. */
export async function rulesIn(folder: string, work: Work): Promise<Rules> {
  const text = await textOf(join(folder, '.gitignore'), MAX_FILE);
  work.steps += text.length * STEPS_PER_CHARACTER;
  return rulesOf(text);
}

/** The rules of the nearest folder that says something decide. */
export function isIgnored(rules: FolderRules, path: string, isFolder: boolean, work: Work): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const said = ignores(own, folder ? path.slice(folder.length + 1) : path, isFolder, work);
    if (said !== undefined) return said;
  }
  return false;
}

/** The path of something below a folder. */
export function below(folder: string, path: string): string {
  return folder && path ? `${folder}/${path}` : folder || path;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
