// A configuration file of somebody else: read with care, and replaced in one step.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Failure, fileFailure } from '../failure/index.js';

/** Longest configuration that is changed, in bytes. */
const MAX_BYTES = 32 * 2 ** 20;
/** The byte order mark. */
const MARK = Buffer.of(0xef, 0xbb, 0xbf);
/** Files that we create are their user's alone. */
const MODE = 0o600;

/** A configuration as it was read. */
export interface ConfigFile {
  /** Where it actually is: behind a link, if it is one. */
  readonly path: string;
  /** Undefined: there is no such file yet. */
  readonly bytes: Buffer | undefined;
  /** The same as text, without a byte order mark. */
  readonly text: string;
}

/** Reads a configuration. @throws {@link Failure} for one that must not be changed. */
export function readConfig(path: string): ConfigFile {
  const target = targetOf(path);
  if (target === undefined) return { path, bytes: undefined, text: '' };
  try {
    const stats = statSync(target);
    if (!stats.isFile()) throw new Failure('it is no regular file');
    if (stats.size > MAX_BYTES) throw new Failure('it is larger than 32 MB');
    const bytes = readFileSync(target);
    return { path: target, bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    throw error instanceof TypeError ? new Failure('it is not UTF-8') : error;
  }
}

/** A text as bytes of a file, with the byte order mark that the file has. */
export function bytesFor({ bytes }: ConfigFile, text: string): Buffer {
  return Buffer.concat([bytes?.subarray(0, MARK.length).equals(MARK) ? MARK : Buffer.of(), Buffer.from(text)]);
}

/** Puts other content in the place of what was read; undefined: the file goes. @throws {@link Failure} if it may not be written, or was changed meanwhile. */
export function replace({ path, bytes: before }: ConfigFile, after: Buffer | undefined): void {
  try {
    const mode = before === undefined ? MODE : writableMode(path);
    if (after === undefined) remove(path, before);
    else write(path, before, after, mode);
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure('write', path, error);
  }
}

/** The same with a text. */
export function replaceConfig(file: ConfigFile, text: string): void {
  replace(file, bytesFor(file, text));
}

/** The file goes. @throws {@link Failure} as {@link replace} does. */
export function removeConfig(file: ConfigFile): void {
  replace(file, undefined);
}

function remove(path: string, before: Buffer | undefined): void {
  checkSame(path, before);
  rmSync(path);
}

/** Writes a file beside it, which then takes its name: so there is never half a file. */
function write(path: string, before: Buffer | undefined, after: Buffer, mode: number): void {
  const temporary = `${path}.headroom-${process.pid}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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

/** Where a path leads; undefined if there is nothing. @throws {@link Failure} for a link that leads nowhere. */
function targetOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw fileFailure('read', path, error);
    if (lstatSync(path, { throwIfNoEntry: false })) throw new Failure('it is a link that leads nowhere');
    return undefined;
  }
}

/** Renaming replaces files that may not be written, too: so it is looked at first. */
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
