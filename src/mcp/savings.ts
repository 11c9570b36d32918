// The savings of the servers on this machine: a small file for each process, beside the store.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../config/index.js';
import { isRecord } from '../providers/index.js';

/** Totals. Tokens are estimates. */
export interface Sums {
  readonly compressions: number;
  readonly reads: number;
  readonly retrievals: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Totals of several processes. */
export interface AllSums extends Sums {
  readonly servers: number;
  readonly tokensSaved: number;
}

/** The number of files of earlier processes that are kept. The oldest are deleted. */
const MAX_FILES = 256;
/** The maximum size of a file that is read, in bytes. */
const MAX_BYTES = 4096;

const NOTHING: Sums = { compressions: 0, reads: 0, retrievals: 0, tokensBefore: 0, tokensAfter: 0 };

/** Adds up the savings of this process. */
export class Savings {
  readonly #folder: string | undefined;
  readonly #name = `${process.pid}-${Date.now()}.json`;
  #sums: Sums = NOTHING;

  /** @param folder - where totals are kept. Undefined: nowhere. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
    this.#prune();
  }

  /** Counts one operation. */
  add(what: 'compressions' | 'reads' | 'retrievals', before: number = 0, after: number = 0): void {
    const { [what]: times, tokensBefore, tokensAfter } = this.#sums;
    this.#sums = {
      ...this.#sums,
      [what]: times + 1,
      tokensBefore: tokensBefore + before,
      tokensAfter: tokensAfter + after,
    };
    this.#save();
  }

  /** The totals of this process. */
  own(): AllSums {
    return summed([this.#sums]);
  }

  /** The totals of this and earlier processes, as far as they are kept. */
  all(): AllSums {
    const others = this.#files().flatMap((name) => (name === this.#name ? [] : this.#read(name)));
    return summed([this.#sums, ...others]);
  }

  /** If a file cannot be written, only the figures of this process are lost. */
  #save(): void {
    if (this.#folder === undefined) return;
    const path = join(this.#folder, this.#name);
    try {
      makeFolder(this.#folder);
      writeFileSync(`${path}.new`, JSON.stringify(this.#sums), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    } catch {
      rmSync(`${path}.new`, { force: true });
    }
  }

  #prune(): void {
    const started = (name: string): number => Number(/-(\d+)/.exec(name)?.[1] ?? 0);
    const oldest = this.#files().sort((a, b) => started(b) - started(a));
    for (const name of oldest.slice(MAX_FILES)) rmSync(join(this.#folder!, name), { force: true });
  }

  #files(): string[] {
    try {
      return readdirSync(this.#folder ?? '').filter((name) => /^\d+-\d+\.json$/.test(name));
    } catch {
      return [];
    }
  }

  #read(name: string): Sums[] {
    try {
      const path = join(this.#folder!, name);
      if (statSync(path).size > MAX_BYTES) return [];
      const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
      return isRecord(value) && Object.keys(NOTHING).every((key) => Number.isSafeInteger(value[key]))
        ? [value as unknown as Sums]
        : [];
    } catch {
      return [];
    }
  }
}

function summed(all: readonly Sums[]): AllSums {
  const of = (name: keyof Sums): number => all.reduce((sum, own) => sum + own[name], 0);
  const [tokensBefore, tokensAfter] = [of('tokensBefore'), of('tokensAfter')];
  return {
    servers: all.length,
    compressions: of('compressions'),
    reads: of('reads'),
    retrievals: of('retrievals'),
    tokensBefore,
    tokensAfter,
    tokensSaved: tokensBefore - tokensAfter,
  };
}
