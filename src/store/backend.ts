// A store that the caller writes: over a database in the network, an object store, or anything else.
import { FUNCTION, OBJECT, StorageError, type Check } from '../errors/index.js';
import {
  native,
  type LedgerEntry,
  type RetrievedPart,
  type ScopedStore,
  type Staged,
  type Unstored,
} from '../native/index.js';

/** An original: the whole text that something was elided from. */
export interface BackendOriginal {
  /** The first 80 bits of the SHA-256 of its UTF-8, as 16 characters. The same text has the same handle everywhere. */
  readonly handle: string;
  readonly text: string;
}

/** An entry of the ledger: the text that was sent for another one, or the handle of an elided original. */
export interface BackendEntry {
  /** 64 hexadecimal digits. */
  readonly key: string;
  /** Text. It has a checksum, so that a value that was cut off or belongs to another key is refused. */
  readonly value: string;
}

/**
 * A store that you write. Every method gets the scope: texts of one scope must not be found in another. A method that
 * throws, that takes longer than `timeoutMs`, or whose answer has another form, counts as failed: nothing is elided
 * then, and the original is sent.
 *
 * Keep originals at least as long as the entries that were recorded after them. A lost entry costs a miss of the
 * provider's cache, and a lost original cannot be retrieved.
 *
 * @example
 * ```ts
 * const originals = new Map<string, string>();
 * const entries = new Map<string, string>();
 * const store: StoreBackend = {
 *   get: async (handle, scope) => originals.get(`${scope} ${handle}`),
 *   put: async (texts, scope) => texts.forEach(({ handle, text }) => originals.set(`${scope} ${handle}`, text)),
 *   recall: async (keys, scope) => keys.map((key) => entries.get(`${scope} ${key}`)),
 *   record: async (own, scope) => {
 *     const others = own.filter(({ key, value }) => (entries.get(`${scope} ${key}`) ?? value) !== value);
 *     if (others.length === 0) own.forEach(({ key, value }) => entries.set(`${scope} ${key}`, value));
 *     return others.map(({ key }) => ({ key, value: entries.get(`${scope} ${key}`)! }));
 *   },
 * };
 * const headroom = new Headroom({ store });
 * ```
 */
export interface StoreBackend {
  /** The text with this handle; undefined or null if there is none. A text with another handle is refused. */
  get(handle: string, scope: string): Promise<string | null | undefined>;
  /** Stores originals. It resolves when all of them are stored: markers that name them are shown after that. */
  put(originals: readonly BackendOriginal[], scope: string): Promise<unknown>;
  /** The recorded value of each key, in order; undefined or null where there is none. */
  recall(keys: readonly string[], scope: string): Promise<readonly (string | null | undefined)[]>;
  /**
   * Records all entries, in one transaction. The first value of a key stands: if one of the keys has another value,
   * nothing is recorded, and the entries with those other values are given back. Otherwise the list is empty.
   */
  record(entries: readonly BackendEntry[], scope: string): Promise<readonly BackendEntry[]>;
  /** How long a method may take, in milliseconds. Default: 2000. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 2000;
const METHODS = ['get', 'put', 'recall', 'record'] as const;

/** A store that the caller writes. */
export const BACKEND: Check = {
  wanted: `an object with the methods ${METHODS.join(', ')}`,
  fits: (value) => OBJECT.fits(value) && METHODS.every((name) => FUNCTION.fits((value as StoreBackend)[name])),
};

/** One scope of a store that the caller writes. Its answers are checked. */
export class Backend implements Pick<ScopedStore, 'put' | 'retrieve' | 'has' | 'search' | 'list' | 'clear'> {
  readonly #backend: StoreBackend;
  readonly #scope: string;
  #hasWarned = false;

  constructor(backend: StoreBackend, scope: string) {
    this.#backend = backend;
    this.#scope = scope;
  }

  /**
   * Stores the originals and then the entries of a call. Returns the entries that have other values. If there are any,
   * no entry was recorded.
   */
  async store({ originals, entries }: Unstored): Promise<LedgerEntry[]> {
    if (originals.length > 0) await this.#ask('put', (own) => own.put(originals, this.#scope));
    if (entries.length === 0) return [];
    const others = await this.#ask('record', (own) => own.record(entries, this.#scope));
    if (!Array.isArray(others) || !others.every(isEntry)) throw refused('record', 'no list of entries');
    const known = new Set(entries.map(({ key }) => key));
    return others.filter(({ key }) => known.has(key)).map(({ key, value }) => ({ key, value }));
  }

  /** The entries of these keys, without those that are not recorded. */
  async recall(keys: readonly string[]): Promise<LedgerEntry[]> {
    if (keys.length === 0) return [];
    const values = await this.#ask('recall', (own) => own.recall(keys, this.#scope));
    if (!Array.isArray(values) || values.length !== keys.length) throw refused('recall', 'no value for each key');
    return keys.flatMap((key, at) => (isMissing(values[at]) ? [] : [{ key, value: textIn('recall', values[at]) }]));
  }

  /** Fetches the originals that a call lacked. */
  async tell(staged: Staged, keys: readonly string[]): Promise<void> {
    const entries = new Map((await this.recall(keys)).map((entry) => [entry.key, entry]));
    for (const key of keys) {
      const entry = entries.get(key) ?? { key, value: '' };
      const handle = native.originalOf(entry);
      staged.tell(entry, handle ? await this.#get(handle) : undefined);
    }
  }

  async put(texts: string[]): Promise<string[]> {
    const originals = texts.map((text) => ({ handle: native.handleOf(text), text }));
    await this.store({ originals, entries: [] });
    return originals.map(({ handle }) => handle);
  }

  async retrieve(handle: string, ask: string): Promise<RetrievedPart> {
    const whole = native.wholeHandle(handle);
    const text = whole ? await this.#get(whole) : undefined;
    if (text !== undefined) return native.retrieveFrom(text, ask);
    throw new StorageError(
      'retrieve/unknown',
      'There is no original with this handle. Copy all 16 characters from the note that says what was left out.',
    );
  }

  async has(handle: string): Promise<boolean> {
    const whole = native.wholeHandle(handle);
    return whole ? (await this.#get(whole)) !== undefined : false;
  }

  search(): Promise<never> {
    return unsupported('searched');
  }

  list(): Promise<never> {
    return unsupported('listed');
  }

  clear(): Promise<never> {
    return unsupported('cleared');
  }

  /** @throws `StorageError` if the text has another handle. */
  async #get(handle: string): Promise<string | undefined> {
    const text = await this.#ask('get', (own) => own.get(handle, this.#scope));
    if (isMissing(text)) return undefined;
    if (native.handleOf(textIn('get', text)) !== handle)
      throw refused('get', `a text that does not have the handle ${handle}`);
    return text as string;
  }

  /** Warns once about a failure. Calls that can continue without the store do not report it. */
  #warn({ message }: StorageError): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    process.emitWarning(message, { type: 'HeadroomWarning', code: 'HEADROOM_STORE_BACKEND' });
  }

  /** @throws `StorageError` if the method fails or takes too long. */
  async #ask<T>(name: string, ask: (backend: StoreBackend) => Promise<T>): Promise<T> {
    const { timeoutMs = TIMEOUT_MS } = this.#backend;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(failed(name, `took longer than ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([ask(this.#backend), late]);
    } catch (error) {
      const failure = StorageError.isInstance(error) ? error : failed(name, 'failed', error);
      this.#warn(failure);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isEntry(value: unknown): value is LedgerEntry {
  return (
    OBJECT.fits(value) &&
    typeof (value as LedgerEntry).key === 'string' &&
    typeof (value as LedgerEntry).value === 'string'
  );
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function textIn(method: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw refused(method, 'something else than text');
}

function refused(method: string, gave: string): StorageError {
  return failed(method, `gave ${gave}`);
}

function failed(method: string, problem: string, cause?: unknown): StorageError {
  return new StorageError('store/backend', `the method \`${method}\` of the store ${problem}`, { cause });
}

function unsupported(done: string): Promise<never> {
  return Promise.reject(new StorageError('store/backend', `a store of your own cannot be ${done} by this package`));
}
