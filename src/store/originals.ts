// Originals of one scope.
import { ConfigurationError } from '../engine/index.js';
import { ValidationError } from '../errors/index.js';
import type { RetrievedPart, ScopedStore, SearchResult, StoredOriginal } from '../native/index.js';

/** Which part of an original is wanted: one of `query`, `lines`, `rows` (with `fields`) and `path`, or none for all of it. */
export interface RetrieveOptions {
  /** Words: the passages that say most about them. */
  query?: string;
  /** Lines, counted from 1: `'120-160'`, `120` or `[120, 160]`. */
  lines?: string | number | readonly [number, number];
  /** Rows of its JSON, in the same forms. */
  rows?: string | number | readonly [number, number];
  /** Only these fields of the rows. */
  fields?: readonly string[];
  /** A place in its JSON: `/items/0/name`, or `items[0].name`. */
  path?: string;
  /** The most bytes to give back. */
  limit?: number;
}

/** How many originals a list has unless it is said. */
export const LISTED = 100;
/** How many originals a search finds at most unless it is said. */
const FOUND = 10;

/** The originals of one scope. */
export class Originals {
  readonly #native: ScopedStore;
  readonly #do: <T>(work: () => Promise<T>) => Promise<T>;

  /** @internal */
  constructor(store: ScopedStore, run: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#native = store;
    this.#do = run;
  }

  /** @internal */
  get native(): ScopedStore {
    return this.#native;
  }

  /** Stores texts, all in one go, and gives their handles: the same text has the same handle everywhere. */
  async put(texts: readonly string[]): Promise<string[]> {
    for (const text of texts) {
      if (typeof text !== 'string') throw new ConfigurationError('`texts` is an array of strings', 'texts');
      // Half a surrogate pair would not survive the way to UTF-8.
      if (!text.isWellFormed()) throw new ValidationError('lone-surrogate', 'a text with half a surrogate pair cannot be stored');
    }
    return this.#do(() => this.#native.put([...texts]));
  }

  /**
   * An original, or a part of it, by its handle: in either case, or its first 8 characters or more where they are those of one original.
   *
   * @throws {@link HeadroomError} whose code says why there is none: `malformed`, `ambiguous`, `expired`, `unknown`, `unclear`, `no-such-lines` …
   */
  retrieve(handle: string, options: RetrieveOptions = {}): Promise<RetrievedPart> {
    return this.#do(() => this.#native.retrieve(String(handle), JSON.stringify(options)));
  }

  /** Whether an original with this handle is stored now. */
  has(handle: string): Promise<boolean> {
    return this.#do(() => this.#native.has(String(handle)));
  }

  /**
   * The originals that say most about some words, the best first. Of a long query the first 256 different words are considered, and of those the 24 rarest
   * looked for, or fewer where they are common.
   */
  search(query: string, { limit = FOUND }: { limit?: number } = {}): Promise<SearchResult> {
    return this.#do(() => this.#native.search(query, limit));
  }

  /** What is stored, the newest first; `after`: the `id` of the last one of an earlier list. */
  list({ after, limit = LISTED }: { after?: number; limit?: number } = {}): Promise<StoredOriginal[]> {
    return this.#do(() => this.#native.list(after, limit));
  }

  /** Drops everything of the scope. Gives how many originals there were. */
  clear(): Promise<number> {
    return this.#do(() => this.#native.clear());
  }
}
