import { open, readdir, readFile, stat } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { basename, join, relative } from 'node:path';
import { isRecord, parsed } from '../../providers/index.js';
import { Failure, fileFailure } from '../failure.js';
import type { Session } from './session.js';

/** A file that may be the transcript of a session. */
export interface TranscriptFile {
  readonly path: string;
  /** Its name: the path in the searched folder, without the extension. */
  readonly name: string;
  /** Its size in bytes. */
  readonly size: number;
  /** The time of the last write, in milliseconds since 1970 (`Date.now`). */
  readonly changed: number;
}

/** JSON lines, compressed JSON lines, a session of Gemini CLI or opencode as one document, and opencode's database. */
const ENDING = /(?:\.jsonl(?:\.zst)?|(?:^|[\\/])ses(?:sion-|_)[^\\/]*\.json|(?:^|[\\/])opencode\.db)$/;
/** The first bytes of a Zstandard frame (RFC 8878, section 3.1.1). */
const ZSTD = Buffer.of(0x28, 0xb5, 0x2f, 0xfd);
/** The first bytes of a database (https://sqlite.org/fileformat.html). */
const SQLITE = Buffer.from('SQLite format 3\0');

/**
 * The transcripts among the given files and below the given folders, by name. If the user named them, a missing one is
 * an error, and a file is a transcript whatever it is called.
 */
export async function findTranscripts(places: readonly string[], askedFor: boolean): Promise<TranscriptFile[]> {
  const found: TranscriptFile[] = [];
  for (const place of places) {
    for (const path of await list(place, askedFor)) {
      const { size, mtimeMs: changed } = await stat(path);
      const name = path === place ? basename(path) : relative(place, path);
      found.push({ path, name: name.replace(/(?:[\\/]events)?\.(?:jsonl?(?:\.zst)?|db)$/, ''), size, changed });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function list(place: string, askedFor: boolean): Promise<string[]> {
  try {
    if ((askedFor || ENDING.test(place)) && (await stat(place)).isFile()) return [place];
    const entries = await entriesOf(place);
    return entries
      .filter((entry) => entry.isFile() && ENDING.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (!askedFor && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure('read', place, error);
  }
}

function entriesOf(folder: string) {
  return readdir(folder, { recursive: true, withFileTypes: true });
}

/** The sessions in a file. @throws if it cannot be read, and {@link Failure} if this version of Node is too old. */
export async function readSessions(path: string): Promise<Session[]> {
  if (await isDatabase(path)) return (await import('./database.js')).opencodeSessions(path);
  const text = unpacked(await readFile(path)).toString('utf8');
  const whole = parsed(text);
  const lines = isRecord(whole) && Array.isArray(whole['messages']) ? (whole['messages'] as unknown[]) : linesOf(text);
  const records = lines.filter(isRecord);
  return [{ records, broken: lines.length - records.length }];
}

/** A database may be too large to be read as a whole. */
async function isDatabase(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
    return buffer.equals(SQLITE);
  } finally {
    await file.close();
  }
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parsed);
}

function unpacked(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, ZSTD.length).equals(ZSTD)) return bytes;
  const { zstdDecompressSync: unpack } = zlib as { zstdDecompressSync?: (bytes: Buffer) => Buffer };
  if (!unpack) throw new Failure('it is packed with Zstandard, which needs Node 22.15 or later');
  return unpack(bytes);
}
