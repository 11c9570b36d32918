import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
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

/** The JSONL files in the folders and below, by name. A folder that is not there has none, unless it was asked for. */
export async function findTranscripts(folders: readonly string[], askedFor: boolean): Promise<TranscriptFile[]> {
  const found: TranscriptFile[] = [];
  for (const folder of folders) {
    for (const entry of await list(folder, askedFor)) {
      if (!entry.isFile() || !entry.name.endsWith(ENDING)) continue;
      const path = join(entry.parentPath, entry.name);
      const { size } = await stat(path);
      found.push({ path, name: relative(folder, path).slice(0, -ENDING.length), size });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function list(folder: string, askedFor: boolean): Promise<Awaited<ReturnType<typeof entriesOf>>> {
  try {
    return await entriesOf(folder);
  } catch (error) {
    if (!askedFor && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileFailure('read', folder, error);
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
