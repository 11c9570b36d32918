import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { isRecord } from '../../providers/index.js';
import { fileFailure } from '../failure.js';

/** A file that may be a session's transcript. */
export interface TranscriptFile {
  readonly path: string;
  /** What to call it: its path in the folder that was searched, without the ending. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
}

const ENDING = '.jsonl';

/** The JSONL files that are given, or lie in the folders and below, by name. A folder that is not there has none, unless it was asked for. */
export async function findTranscripts(places: readonly string[], askedFor: boolean): Promise<TranscriptFile[]> {
  const found: TranscriptFile[] = [];
  for (const place of places) {
    for (const path of await list(place, askedFor)) {
      const { size } = await stat(path);
      const name = path === place ? basename(path) : relative(place, path);
      found.push({ path, name: name.slice(0, -ENDING.length), size });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function list(place: string, askedFor: boolean): Promise<string[]> {
  try {
    if (place.endsWith(ENDING) && (await stat(place)).isFile()) return [place];
    const entries = await entriesOf(place);
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (!askedFor && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure('read', place, error);
  }
}

function entriesOf(folder: string) {
  return readdir(folder, { recursive: true, withFileTypes: true });
}

/** The records of a file in JSON lines, and how many lines are none. */
export async function readRecords(path: string): Promise<{ records: Record<string, unknown>[]; broken: number }> {
  const records: Record<string, unknown>[] = [];
  let broken = 0;
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line.trim() === '') continue;
    const record = parse(line);
    if (isRecord(record)) records.push(record);
    else broken += 1;
  }
  return { records, broken };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
