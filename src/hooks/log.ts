// A log of the answers of hooks. It has no texts, only what is needed to find out from a transcript whether they
// arrived.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, stateFolder } from '../config/index.js';
import { isRecord } from '../providers/index.js';

/** An answer of a hook. Tokens are estimates. */
export interface Answered {
  readonly agent: string;
  readonly transcript: string;
  /** The identifier of the tool call. */
  readonly id: string;
  /** The digest of the short text; see {@link markOf}. */
  readonly mark: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** The maximum size of the log, in bytes. A longer log is renamed, and replaces the previous renamed one. */
const MAX_BYTES = 1 << 20;

/** A digest that identifies a text. White space at its ends does not count, because agents trim it. */
export function markOf(text: string): string {
  return createHash('sha256').update(text.trim()).digest('hex').slice(0, 20);
}

/** Appends an answer to the log. If that fails, the answer is not counted. */
export function writeDown(answered: Answered): void {
  const file = fileOfLog();
  if (file === undefined) return;
  try {
    makeFolder(join(file, '..'));
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.old`);
    appendFileSync(file, `${JSON.stringify(answered)}\n`, { mode: 0o600 });
  } catch {
    // The answer itself is still valid.
  }
}

/** The logged answers, the oldest first. */
export function answers(): Answered[] {
  const file = fileOfLog();
  return [`${file}.old`, `${file}`].flatMap((path) => linesIn(path).flatMap(answeredIn));
}

function fileOfLog(): string | undefined {
  const folder = stateFolder();
  return folder && join(folder, 'hooks.jsonl');
}

function linesIn(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function answeredIn(line: string): Answered[] {
  try {
    const value: unknown = JSON.parse(line);
    const isWhole = isRecord(value) && typeof value['transcript'] === 'string' && typeof value['mark'] === 'string';
    return isWhole ? [value as unknown as Answered] : [];
  } catch {
    return [];
  }
}
