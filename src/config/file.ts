// The only reader of configuration files. They decide what is stored and sent, so they must belong to the user, and
// reading one must never block.
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { ConfigurationError } from '../errors/index.js';

/** The maximum length, in bytes. */
const MAX_BYTES = 1 << 20;
/** The write permissions of group and others. */
const WRITABLE_BY_OTHERS = 0o022;
/**
 * A pipe without a writer is opened without waiting, and a terminal does not become the controlling one. Windows has
 * neither flag.
 */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * The text of a configuration file. Undefined if there is none. The target of a link has to pass the same checks.
 *
 * @throws `ConfigurationError` that names the file, but no content: if it is not a regular file of at most a mebibyte
 * in UTF-8, or on POSIX if it belongs to another user than this one or root, or if others may write to it.
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

/** Reads all of a file, or one byte more than the maximum. A file may grow, or report a wrong length. */
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
