// A record of each change: what was written into which file, and what was there before. It is in the user's folder
// for state.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, stateFolder } from '../config/index.js';
import { Failure, fileFailure } from '../failure/index.js';
import type { ConfigFormat, Entry } from './edit/index.js';
import { foldersAbove } from './file.js';

/** An entry that was written. */
export interface MadeEntry extends Entry {
  /** The number of keys of its path that existed before. */
  readonly existing: number;
  /** The previous value. Missing if there was none. */
  readonly previous?: unknown;
}

/** A change that was made. */
export interface Change {
  readonly path: string;
  readonly format: ConfigFormat;
  readonly entries: readonly MadeEntry[];
  /** The folders that were created for the file, the deepest first. */
  readonly folders?: readonly string[];
  /** True if this package created the file, for this purpose or for another one whose change was not undone. */
  readonly isCreated?: boolean;
  /** Hashes of the file before and after. `before` is missing if there was no file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A change, and the bytes of the file before it; undefined if there was no file. */
export interface Recorded {
  readonly change: Change;
  readonly original: Buffer | undefined;
}

/**
 * The journal of one file. `purpose` is the purpose of the change, such as `mcp`; `name` is the program whose file it
 * is.
 */
export class Journal {
  readonly #file: string;
  readonly #backup: string;

  constructor(purpose: string, name: string, path: string) {
    const folder = stateFolder();
    if (folder === undefined) throw new Failure('there is no folder to keep a backup in: set HOME');
    const own = `${name}-${hashOf(Buffer.from(path)).slice(0, 12)}`;
    this.#file = join(folder, purpose, `${own}.json`);
    this.#backup = join(folder, purpose, `${own}.backup`);
  }

  /** The changes for a purpose that were not undone. */
  static all(purpose: string): { readonly name: string; readonly change: Change }[] {
    const folder = join(stateFolder() ?? '', purpose);
    return namesIn(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => {
        const change = changeIn(join(folder, file));
        return change ? [{ name: file.replace(/-[0-9a-f]{12}\.json$/, ''), change }] : [];
      });
  }

  /** The changes for all purposes that were not undone. */
  static everything(): Change[] {
    return namesIn(stateFolder() ?? '').flatMap((purpose) => Journal.all(purpose).map(({ change }) => change));
  }

  /** The folders above a file that do not exist, or were created for a change that was not undone. Deepest first. */
  static foldersFor(path: string): string[] {
    const created = new Set(Journal.everything().flatMap(({ folders }) => folders ?? []));
    return foldersAbove(path).filter((folder) => created.has(folder) || !existsSync(folder));
  }

  /** True if a file exists only because of a change that was not undone. */
  static hasCreated(path: string): boolean {
    return Journal.everything().some((own) => own.path === path && (own.before === undefined || own.isCreated));
  }

  /** The path of the backup. */
  get backup(): string {
    return this.#backup;
  }

  /** Returns the recorded change. Undefined if there is none. */
  read(): Change | undefined {
    return changeIn(this.#file);
  }

  /** Returns the file as it was before the change. Undefined if the backup is gone or was altered. */
  original({ before }: Change): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#backup);
      return hashOf(bytes) === before ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Returns what the journal says. Undefined if it says nothing. */
  recorded(): Recorded | undefined {
    const change = this.read();
    return change && { change, original: this.original(change) };
  }

  /** @throws {@link Failure} if it cannot be written. */
  write({ change, original }: Recorded): void {
    this.#change(() => {
      makeFolder(join(this.#file, '..'));
      if (original) writeFileSync(this.#backup, original, { mode: 0o600 });
      writeFileSync(this.#file, `${JSON.stringify(change)}\n`, { mode: 0o600 });
    });
  }

  /** @throws {@link Failure} if it cannot be removed. */
  drop(): void {
    this.#change(() => {
      rmSync(this.#file, { force: true });
      rmSync(this.#backup, { force: true });
    });
  }

  #change(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw fileFailure('write', this.#file, error);
    }
  }
}

/** What a journal says of a change that gives the file new bytes. */
export function recordOf(
  change: Omit<Change, 'before' | 'after'>,
  original: Buffer | undefined,
  after: Buffer,
): Recorded {
  return { change: { ...change, before: original && hashOf(original), after: hashOf(after) }, original };
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function changeIn(file: string): Change | undefined {
  try {
    const change = JSON.parse(readFileSync(file, 'utf8')) as Change;
    const isChange =
      typeof change.path === 'string' && typeof change.after === 'string' && Array.isArray(change.entries);
    return isChange ? change : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
