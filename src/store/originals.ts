// Originals of one scope.
import { type MADE, onlyMade, withoutStandIns } from '../text/index.js';
import {
  argument,
  COUNT,
  LIST,
  listOf,
  optionsOf,
  TEXT,
  ValidationError,
  type Check,
  type Checks,
} from '../errors/index.js';
import type { RetrievedPart, ScopedStore, SearchResult, StoredOriginal } from '../native/index.js';
import { Backend } from './backend.js';

/**
 * Selects a part of an original: by one of `query`, `lines`, `rows` (with `fields`) and `path`. Without any of these,
 * all of it.
 */
export interface RetrieveOptions {
  /** Words to search for. The passages that match best are returned. */
  query?: string;
  /** Lines, counted from 1: `'120-160'`, `120` or `[120, 160]`. */
  lines?: string | number | readonly [number, number];
  /** Rows of its JSON, in the same forms. */
  rows?: string | number | readonly [number, number];
  /** Only these fields of the rows. */
  fields?: readonly string[];
  /** A place in its JSON: `/items/0/name`, or `items[0].name`. */
  path?: string;
  /** The maximum number of bytes to return. */
  limit?: number;
}

/** Options for listing originals. */
export interface ListOptions {
  /** The `id` of the last item of an earlier list. */
  after?: number;
  /** The maximum number of items. Default: 100. */
  limit?: number;
}

/** Options for a search. */
export interface SearchOptions {
  /** The maximum number of results. Default: 10. */
  limit?: number;
}

/** The default number of originals in a list. */
export const LISTED = 100;
/** The default number of results of a search. */
const FOUND = 10;

const ID: Check = {
  wanted: 'the `id` of an original',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const isPosition = (value: unknown): boolean => Number.isSafeInteger(value);
/** The addon reads the selection of a part. */
const RANGE: Check = {
  wanted: "a range: '120-160', 120 or [120, 160]",
  fits: (value) =>
    typeof value === 'string' ||
    isPosition(value) ||
    (LIST.fits(value) && (value as readonly unknown[]).length === 2 && (value as readonly unknown[]).every(isPosition)),
};
const RETRIEVE: Checks<RetrieveOptions> = {
  query: TEXT,
  lines: RANGE,
  rows: RANGE,
  fields: listOf(TEXT, 'a list of names'),
  path: TEXT,
  limit: COUNT,
};
const SEARCH: Checks<SearchOptions> = { limit: COUNT };
export const LIST_CHECKS: Checks<ListOptions> = { after: ID, limit: COUNT };

/**
 * The originals of one scope. {@link Headroom.originals} gives them.
 *
 * @example
 * ```ts
 * import { Headroom } from '@headroom/native';
 *
 * const originals = await new Headroom({ store: ':memory:', scope: 'example' }).originals();
 * const [handle] = await originals.put(['line 1\nline 2\nline 3']);
 * const { text } = await originals.retrieve(handle, { lines: '2-3' });
 * console.log(text);
 * ```
 */
export class Originals {
  readonly #store: ScopedStore | Backend;
  readonly #do: <T>(work: () => Promise<T>) => Promise<T>;

  /** @internal */
  constructor(made: typeof MADE, store: ScopedStore | Backend, run: <T>(work: () => Promise<T>) => Promise<T>) {
    onlyMade(made, 'store.scope');
    this.#store = store;
    this.#do = run;
  }

  /** @internal The store of this package, which a call may wait for. */
  get native(): ScopedStore | undefined {
    return this.#store instanceof Backend ? undefined : this.#store;
  }

  /** @internal The store that the caller wrote. */
  get backend(): Backend | undefined {
    return this.#store instanceof Backend ? this.#store : undefined;
  }

  /** Stores texts in one transaction, and returns their handles. A text has the same handle everywhere. */
  async put(texts: readonly string[]): Promise<string[]> {
    argument('texts', texts, listOf(TEXT, 'a list of strings'));
    // Half a surrogate pair has no form in UTF-8.
    if (!texts.every((text) => text.isWellFormed()))
      throw new ValidationError('request/lone-surrogate', 'a text with a lone surrogate cannot be stored');
    return this.#do(() => this.#store.put([...texts]));
  }

  /**
   * Fetches an original, or a part of it, by its handle. The first 8 or more characters suffice if only one original
   * has them. Upper and lower case are the same.
   *
   * @throws `HeadroomError` whose code says why it cannot be fetched: `malformed`, `ambiguous`, `expired`, `unknown`,
   * `unclear`, `no-such-lines` …
   */
  async retrieve(handle: string, options?: RetrieveOptions): Promise<RetrievedPart> {
    argument('handle', handle, TEXT);
    return this.ask(handle, optionsOf(options, RETRIEVE));
  }

  /**
   * @internal As {@link retrieve}, for the arguments of a model's call. They may be anything. Errors are sentences that
   * the model can act on.
   */
  async ask(handle: string, part: object): Promise<RetrievedPart> {
    const found = await this.#do(() => this.#store.retrieve(handle, JSON.stringify(part)));
    return { ...found, text: withoutStandIns(found.text) };
  }

  /** True if an original with this handle is stored now. */
  async has(handle: string): Promise<boolean> {
    argument('handle', handle, TEXT);
    return this.#do(() => this.#store.has(handle));
  }

  /**
   * Searches the originals for words, the best match first. Of a long query, the first 256 different words are
   * considered, and the 24 rarest of them searched; fewer if they are common.
   */
  async search(query: string, options?: SearchOptions): Promise<SearchResult> {
    argument('query', query, TEXT);
    const { limit = FOUND } = optionsOf(options, SEARCH);
    return this.#do(() => this.#store.search(query, limit));
  }

  /** Lists the stored originals, the newest first. */
  async list(options?: ListOptions): Promise<StoredOriginal[]> {
    const { after, limit = LISTED } = optionsOf(options, LIST_CHECKS);
    return this.#do(() => this.#store.list(after, limit));
  }

  /** Deletes all originals of the scope. Returns their number. */
  clear(): Promise<number> {
    return this.#do(() => this.#store.clear());
  }
}
