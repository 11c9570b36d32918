// What was written into which file, and what stood there before: in the user's folder for state.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../config/index.js';
import { Failure } from '../failure.js';

/** A change that was made. */
export interface Change {
  readonly path: string;
  /** What was entered. */
  readonly entry: object;
  /** Hashes of the file before and after; no `before`: there was no file. */
  readonly before: string | undefined;
  readonly after: string;
  /** Whether the list that the entry stands in was made, too. */
  readonly madeContainer: boolean;
}

/** The journal of one file. */
export class Journal {
  readonly #file: string;
  readonly #backup: string;

  constructor(client: string, path: string) {
    const folder = stateFolder();
    if (folder === undefined) throw new Failure('there is no folder to keep a backup in: set HOME');
    const name = `${client}-${hashOf(Buffer.from(path)).slice(0, 12)}`;
    this.#file = join(folder, 'mcp', `${name}.json`);
    this.#backup = join(folder, 'mcp', `${name}.backup`);
  }

  /** Where the file is as it was before. */
  get backup(): string {
    return this.#backup;
  }

  /** What was done; undefined: nothing that is known. */
  read(): Change | undefined {
    try {
      const { path, entry, before, after, madeContainer } = JSON.parse(readFileSync(this.#file, 'utf8')) as Change;
      const isChange = typeof path === 'string' && typeof entry === 'object' && typeof after === 'string';
      return isChange ? { path, entry, before, after, madeContainer } : undefined;
    } catch {
      return undefined;
    }
  }

  /** The file as it was before the change; undefined where the backup is gone or is not what was put there. */
  original({ before }: Change): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#backup);
      return hashOf(bytes) === before ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Written before the file itself: a change that is known and was not made does no harm. */
  write(change: Omit<Change, 'before' | 'after'>, before: Buffer | undefined, after: Buffer): void {
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
    if (before) writeFileSync(this.#backup, before, { mode: 0o600 });
    const whole: Change = { ...change, before: before && hashOf(before), after: hashOf(after) };
    writeFileSync(this.#file, `${JSON.stringify(whole)}\n`, { mode: 0o600 });
  }

  drop(): void {
    rmSync(this.#file, { force: true });
    rmSync(this.#backup, { force: true });
  }
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
