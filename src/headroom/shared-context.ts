// Texts that several agents of a process share.
import { HeadroomError } from '../text/index.js';
import { argument, FLAG, optionsOf, POSITIVE, TEXT, type Checks } from '../errors/index.js';
import { LOCATION, type StoreLocation } from '../store/index.js';
import { Headroom } from './headroom.js';

/** Options of a shared context. */
export interface SharedContextOptions {
  /** The store of the texts: see `HeadroomOptions.store`. Default: `':memory:'`. */
  store?: StoreLocation;
  /** The scope of the texts. Default: the workspace in the working folder. */
  scope?: string;
  /** The lifetime of an entry, in seconds. Default: an hour. */
  ttl?: number;
  /** The maximum number of entries. The oldest ones are removed. Default: 100. */
  maxEntries?: number;
}

/** The facts about an entry. */
export interface SharedEntry {
  readonly key: string;
  /** The agent that put it, if given. */
  readonly agent: string | undefined;
  /** The handle of the whole text, for `headroom_retrieve` and {@link Headroom.retrieve}. */
  readonly handle: string;
  /** The cost of the whole text, and of the form that {@link SharedContext.get} returns, in estimated tokens. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** When it was put, in milliseconds since 1970. */
  readonly put: number;
}

/** Totals of a shared context. */
export interface SharedStats {
  entries: number;
  tokensBefore: number;
  tokensAfter: number;
  tokensSaved: number;
}

interface Held extends SharedEntry {
  /** The compressed form, and the handles of its elided texts. */
  readonly text: string;
  readonly leftOut: readonly string[];
}

/** Options for putting a text. */
interface PutOptions {
  /** The agent that puts it. */
  agent?: string;
}

/** Options for getting a text. */
interface GetOptions {
  /** Whether to return the whole text. Default: false. */
  full?: boolean;
}

const HOUR = 3600;
const MANY = 100;

const CHECKS: Checks<SharedContextOptions> = { store: LOCATION, scope: TEXT, ttl: POSITIVE, maxEntries: POSITIVE };
const PUT: Checks<PutOptions> = { agent: TEXT };
const GET: Checks<GetOptions> = { full: FLAG };

/**
 * Hands texts from one agent to another. Readers get the compressed form, and the whole text if they ask for it. Keys
 * live as long as the process, texts as long as the store keeps them.
 *
 * @example
 * ```ts
 * import { SharedContext } from '@headroom/native/shared-context';
 *
 * const shared = new SharedContext();
 * await shared.put('build', log);
 * const short = await shared.get('build');
 * console.log(short.length < log.length); // true
 * ```
 */
export class SharedContext {
  readonly #headroom: Headroom;
  readonly #ttl: number;
  readonly #maxEntries: number;
  /** In the order in which they were put. */
  readonly #entries = new Map<string, Held>();

  /** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
  constructor(options?: SharedContextOptions) {
    const { store = ':memory:', scope, ttl = HOUR, maxEntries = MANY } = optionsOf(options, CHECKS);
    this.#headroom = new Headroom({ store, policy: 'oneshot', ...(scope !== undefined && { scope }) });
    this.#ttl = ttl * 1000;
    this.#maxEntries = maxEntries;
  }

  /** Puts a text in place of the one with this key, if there is one. */
  async put(key: string, text: string, options?: PutOptions): Promise<SharedEntry> {
    argument('key', key, TEXT);
    argument('text', text, TEXT);
    const { agent } = optionsOf(options, PUT);
    const { text: now, tokensBefore, tokensAfter, ccrHashes } = await this.#headroom.compressText(text);
    // The whole text is stored last. Nothing protects it, so it would be removed first if the others need room.
    const [handle] = await (await this.#headroom.originals()).put([text]);
    const entry = { key, agent, handle: handle!, tokensBefore, tokensAfter, put: Date.now() };
    this.#entries.delete(key);
    this.#entries.set(key, { ...entry, text: now, leftOut: ccrHashes });
    this.#prune();
    return entry;
  }

  /**
   * Returns the text of a key, compressed or whole. Undefined if there is none, if it is too old, or if the store no
   * longer has its elided parts.
   */
  async get(key: string, options?: GetOptions): Promise<string | undefined> {
    const { full = false } = optionsOf(options, GET);
    this.#prune();
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (!full) {
      const originals = await this.#headroom.originals();
      const stored = await Promise.all(entry.leftOut.map((handle) => originals.has(handle)));
      return stored.every(Boolean) ? entry.text : undefined;
    }
    try {
      return (await this.#headroom.retrieve(entry.handle)).text;
    } catch (error) {
      // The store may have removed it before it was too old.
      const code = HeadroomError.isInstance(error) ? error.code : undefined;
      if (code === 'retrieve/expired' || code === 'retrieve/unknown') return undefined;
      throw error;
    }
  }

  /** The whole text of a key. */
  full(key: string): Promise<string | undefined> {
    return this.get(key, { full: true });
  }

  /** Returns the facts about a key. */
  entry(key: string): SharedEntry | undefined {
    this.#prune();
    const found = this.#entries.get(key);
    if (!found) return undefined;
    const { text: _text, leftOut: _leftOut, ...entry } = found;
    return entry;
  }

  /** The keys, the oldest first. */
  keys(): string[] {
    this.#prune();
    return [...this.#entries.keys()];
  }

  /** Returns the totals. */
  stats(): SharedStats {
    this.#prune();
    const sum = (of: (entry: SharedEntry) => number): number =>
      [...this.#entries.values()].reduce((total, entry) => total + of(entry), 0);
    const [tokensBefore, tokensAfter] = [sum((entry) => entry.tokensBefore), sum((entry) => entry.tokensAfter)];
    return { entries: this.#entries.size, tokensBefore, tokensAfter, tokensSaved: tokensBefore - tokensAfter };
  }

  /** Removes all keys. The store removes the texts when they have not been used for too long. */
  clear(): void {
    this.#entries.clear();
  }

  #prune(): void {
    const oldest = Date.now() - this.#ttl;
    for (const [key, { put }] of this.#entries) {
      if (put >= oldest && this.#entries.size <= this.#maxEntries) break;
      this.#entries.delete(key);
    }
  }
}
