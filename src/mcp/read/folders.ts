// The files that a client may read: those in its folders. Links must not lead out of them.
import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Refusal } from '../refusal.js';

/** The maximum size of a file, in bytes. */
const MAX_BYTES = 10 * 2 ** 20;
/** Opening a pipe does not wait for a writer, and a link that replaced the file meanwhile is not followed. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file that was read. */
export interface ReadFile {
  /** Its path without links. */
  readonly path: string;
  readonly text: string;
}

/** The folders of a client. */
export class Folders {
  readonly #list: () => Promise<readonly string[]>;

  /** @param list - returns the current folders. */
  constructor(list: () => Promise<readonly string[]>) {
    this.#list = list;
  }

  /** Reads a file. @throws {@link Refusal} if it is not in the folders, or is not text. */
  async read(path: string): Promise<ReadFile> {
    if (path.includes('\0')) throw new Refusal('A path has no null characters.');
    const folders = await actual(await this.#list());
    if (folders.length === 0)
      throw new Refusal(
        'No folder is open, so no file can be read. Ask the user to start headroom with --root FOLDER.',
      );
    const wanted = resolve(folders[0]!, path);
    const found = await realpath(wanted).catch((error: unknown) => {
      // A file outside gets the same answer as a missing one.
      if (!folders.some((folder) => isInside(folder, wanted))) throw outside(folders);
      throw unreadable(path, error);
    });
    if (!folders.some((folder) => isInside(folder, found))) throw outside(folders);
    const file = await open(found, FLAGS).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    try {
      await checkSame(file, found);
      return { path: found, text: await textOf(file, path) };
    } finally {
      await file.close();
    }
  }
}

/** The folders without links in their paths. A missing folder has no files. */
async function actual(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  return found.filter((folder) => folder !== undefined);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Checks again after opening: a folder in the path may have become a link since the first check. */
async function checkSame(file: FileHandle, path: string): Promise<void> {
  const [opened, named, again] = await Promise.all([file.stat(), lstat(path), realpath(path)]);
  if (opened.ino !== named.ino || opened.dev !== named.dev || again !== path)
    throw new Refusal('The file changed while it was read. Call the tool again.');
}

async function textOf(file: FileHandle, path: string): Promise<string> {
  const stats = await file.stat();
  if (stats.isDirectory()) throw new Refusal(`${path} is a folder. Give the path of a file in it.`);
  if (!stats.isFile()) throw new Refusal(`${path} is no regular file and cannot be read.`);
  const bytes = await bytesOf(file, stats.size);
  if (bytes.length > MAX_BYTES)
    throw new Refusal(`${path} is larger than 10 MB. Look for what you need in it with another tool, such as grep.`);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // It is refused below.
  }
  throw new Refusal(`${path} is not a text file in UTF-8.`);
}

/** Reads all of a file, or one byte more than the maximum. A file may grow while it is read. */
async function bytesOf(file: FileHandle, size: number): Promise<Uint8Array> {
  if (size > MAX_BYTES) return new Uint8Array(MAX_BYTES + 1);
  const bytes = new Uint8Array(Math.min(size + 2 ** 16, MAX_BYTES + 1));
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function outside(folders: readonly string[]): Refusal {
  return new Refusal(`Only files in ${folders.join(', ')} can be read. Give a path in there.`);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist. List the folder to find the right path',
  ENOTDIR: 'does not exist. List the folder to find the right path',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  ELOOP: 'is a link that leads nowhere',
  ENAMETOOLONG: 'is too long for a path',
  ENXIO: 'is no regular file',
};

function unreadable(path: string, error: unknown): Refusal {
  const { code = '' } = error as NodeJS.ErrnoException;
  return new Refusal(`${path.slice(0, 200)} ${WORDS[code] ?? `cannot be read (${code})`}.`);
}
