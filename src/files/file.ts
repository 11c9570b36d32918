// A configuration file of another program. It is read with care, and replaced atomically.
import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../config/index.js';
import { Failure, fileFailure, reasonOf } from '../failure/index.js';

/** The maximum length of a file that is changed, in bytes. */
const MAX_BYTES = 32 * 2 ** 20;
/** The byte order mark. */
const MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** Only the user can access files that we create. */
const MODE = 0o600;

/** A configuration as it was read. */
export interface ConfigFile {
  /** Its actual path, if the given path is a link. */
  readonly path: string;
  /** Its bytes. Undefined if there is no such file yet. */
  readonly bytes: Buffer | undefined;
  /** Its text, without a byte order mark. */
  readonly text: string;
}

/** Reads a configuration. @throws {@link Failure} if it cannot be read, or must not be changed. */
export function readConfig(path: string): ConfigFile {
  const target = targetOf(path);
  if (!existsSync(target)) return { path: target, bytes: undefined, text: '' };
  try {
    const stats = statSync(target);
    if (!stats.isFile()) throw new Failure('it is no regular file');
    if (stats.size > MAX_BYTES) throw new Failure('it is larger than 32 MB');
    const bytes = readFileSync(target);
    return { path: target, bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw error instanceof TypeError
      ? new Failure('it is not UTF-8')
      : new Failure(`it cannot be read: ${reasonOf(error)}`);
  }
}

/** Encodes a text for the file, with its byte order mark. */
export function bytesFor({ bytes }: ConfigFile, text: string): Buffer {
  return Buffer.concat([bytes?.subarray(0, MARK.length).equals(MARK) ? MARK : Buffer.of(), Buffer.from(text)]);
}

/**
 * Replaces the content that was read; undefined deletes the file. @throws {@link Failure} if it is not writable, or
 * was changed meanwhile.
 */
export function replace({ path, bytes: before }: ConfigFile, after: Buffer | undefined): void {
  try {
    const mode = before === undefined ? MODE : writableMode(path);
    if (after === undefined) remove(path, before);
    else write(path, before, after, mode);
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure('write', path, error);
  }
}

/** Replaces the content with a text. */
export function replaceConfig(file: ConfigFile, text: string): void {
  replace(file, bytesFor(file, text));
}

/** Deletes the file. @throws {@link Failure} as {@link replace} does. */
export function removeConfig(file: ConfigFile): void {
  replace(file, undefined);
}

function remove(path: string, before: Buffer | undefined): void {
  checkSame(path, before);
  rmSync(path);
}

/** Writes a temporary file beside the target and renames it, so that the target is never incomplete. */
function write(path: string, before: Buffer | undefined, after: Buffer, mode: number): void {
  const temporary = `${path}.headroom-${process.pid}`;
  makeFolder(dirname(path));
  try {
    writeFileSync(temporary, after, { mode, flag: 'wx' });
    chmodSync(temporary, mode);
    checkSame(path, before);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The folders above a path, the deepest first. */
export function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

/** Removes folders as far as they are empty. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody has something in it, or has removed it.
    }
  }
}

/**
 * Resolves the links in a path, as far as it exists: the journal knows a file by it, before and after the file is
 * created. @throws {@link Failure} for a link to nothing.
 */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw fileFailure('read', path, error);
    if (lstatSync(path, { throwIfNoEntry: false })) throw new Failure('it is a link that leads nowhere');
    const folder = dirname(path);
    return folder === path ? path : join(targetOf(folder), basename(path));
  }
}

/** Checks that a file is writable. Renaming would replace a read-only file, too. */
function writableMode(path: string): number {
  const { mode, uid } = statSync(path);
  if ((mode & 0o222) === 0) throw new Failure('it is read-only');
  if (process.geteuid && uid !== process.geteuid()) throw new Failure('it belongs to another user');
  return mode & 0o777;
}

function checkSame(path: string, before: Buffer | undefined): void {
  const now = statSync(path, { throwIfNoEntry: false }) ? readFileSync(path) : undefined;
  if (before === undefined ? now !== undefined : !now?.equals(before))
    throw new Failure('another program changed it at the same time: close that program, and try again');
}
