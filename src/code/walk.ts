// The source files of a folder, without those that its `.gitignore` files leave out.
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { native } from '../native/index.js';
import { ignores, rulesOf, type Rules } from './ignore.js';

/** Folders that are never read. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules']);
/** Longer files are generated or data, in bytes. */
const MAX_FILE = 1 << 20;
/** Maximum number of bytes of all files, and of names that are looked at. */
const MAX_BYTES = 128 << 20;
const MAX_NAMES = 200_000;
const MAX_DEPTH = 64;

/** A source file. */
export interface SourceFile {
  /** Its path below the folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files of a folder, and whether there are more than are read. */
export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly isPartial: boolean;
}

/** A folder on the way: its path below the first one, and the rules of each folder above. */
interface Folder {
  readonly path: string;
  readonly depth: number;
  readonly rules: readonly { readonly base: string; readonly rules: Rules }[];
}

/**
 * Reads the source files of a folder, in the order of their paths. Links are not followed, and what cannot be read is
 * left out, but not the folder itself.
 */
export async function sourceFiles(root: string, signal: AbortSignal | undefined): Promise<SourceFiles> {
  const files: SourceFile[] = [];
  const waiting: Folder[] = [{ path: '', depth: 0, rules: [] }];
  let [names, bytes, isPartial] = [0, 0, false];
  for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
    signal?.throwIfAborted();
    const entries = await entriesOf(join(root, folder.path), folder.depth === 0);
    const rules = entries.some(({ name }) => name === '.gitignore')
      ? [
          ...folder.rules,
          { base: folder.path, rules: rulesOf(await textOf(join(root, folder.path, '.gitignore'), MAX_FILE)) },
        ]
      : folder.rules;
    for (const entry of entries) {
      const path = folder.path ? `${folder.path}/${entry.name}` : entry.name;
      if (++names > MAX_NAMES || bytes > MAX_BYTES) return { files: sorted(files), isPartial: true };
      if (entry.isDirectory()) {
        if (SKIPPED.has(entry.name) || isIgnored(rules, path, true)) continue;
        if (folder.depth >= MAX_DEPTH) isPartial = true;
        else waiting.push({ path, depth: folder.depth + 1, rules });
      } else if (entry.isFile() && native.isCodePath(path) && !isIgnored(rules, path, false)) {
        const text = await textOf(join(root, path), MAX_FILE);
        bytes += text.length;
        if (text !== '') files.push({ path, text });
      }
    }
  }
  return { files: sorted(files), isPartial };
}

async function entriesOf(folder: string, isFirst: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isFirst) throw error;
    return [];
  }
}

/** The rules of the nearest folder that says something decide. */
function isIgnored(rules: Folder['rules'], path: string, isFolder: boolean): boolean {
  for (const { base, rules: own } of rules.toReversed()) {
    const said = ignores(own, base ? path.slice(base.length + 1) : path, isFolder);
    if (said !== undefined) return said;
  }
  return false;
}

/** The text of a regular file; empty if it is none, too long, not UTF-8, or gone. */
async function textOf(path: string, max: number): Promise<string> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > max) return '';
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    return '';
  }
}

/** Paths are compared by their code units, so that the order is the same everywhere. */
function sorted(files: SourceFile[]): SourceFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
