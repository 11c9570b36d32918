// The one reader of files that configure. They decide about what is stored and sent, so they have to be the user's own; and reading one must never hang.
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { ConfigurationError } from '../errors/index.js';

/** No settings are longer, in bytes. */
const MAX_BYTES = 1 << 20;
/** The rights to write of those who do not own a file. */
const WRITABLE_BY_OTHERS = 0o022;
/** Pipes without a writer are opened at once, and terminals do not become the process's own. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * The text of a file that configures; undefined if there is none. A link is followed; what it leads to has to be as the file itself would.
 *
 * @throws `ConfigurationError` that names the file and never says what is in it: for what is no regular file of at most a mebibyte in UTF-8, or on POSIX
 * belongs to somebody else than the user or root, or may be written by others.
 */
export function readSettings(path: string): string | undefined {
  const file = open(path);
  if (file === undefined) return undefined;
  try {
    const problem = problemWith(fstatSync(file));
    if (problem !== undefined) throw refusal(path, problem);
    return decoded(path, bytesOf(file));
  } catch (error) {
    throw ConfigurationError.isInstance(error) ? error : refusal(path, `cannot be read (${codeOf(error)})`);
  } finally {
    closeSync(file);
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw refusal(path, `cannot be read (${codeOf(error)})`);
  }
}

function problemWith(file: Stats): string | undefined {
  if (!file.isFile()) return 'is not a regular file';
  if (file.size > MAX_BYTES) return `is longer than ${MAX_BYTES} bytes`;
  const user = process.geteuid?.();
  if (user === undefined) return undefined;
  if (file.uid !== user && file.uid !== 0) return 'belongs to another user: settings are read from files of your own';
  return (file.mode & WRITABLE_BY_OTHERS) === 0
    ? undefined
    : 'may be written by others: take that right away with `chmod go-w`';
}

/** All of a file, or more than may be: it may grow, or not say how long it is. */
function bytesOf(file: number): Uint8Array {
  const bytes = new Uint8Array(MAX_BYTES + 1);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count)
    count = readSync(file, bytes, length, bytes.length - length, null);
  return bytes.subarray(0, length);
}

function decoded(path: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) throw refusal(path, `is longer than ${MAX_BYTES} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal(path, 'is not UTF-8');
  }
}

function refusal(path: string, problem: string): ConfigurationError {
  return new ConfigurationError(`${path} ${problem}`, path);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? 'unknown';
}
