// The store of originals of all scopes.
import { call, fromNative, MADE, onlyMade } from '../text/index.js';
import { stateFolder } from '../config/index.js';
import { argument, ConfigurationError, FLAG, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import {
  native,
  type PurgeResult,
  type Store as NativeStore,
  type StoredOriginal,
  type StoreOptions,
  type StoreStats,
  type VerifyResult,
} from '../native/index.js';
import { BACKEND, Backend, type StoreBackend } from './backend.js';
import { limiting, type StoreLimits } from './limits.js';
import { LIST_CHECKS, LISTED, Originals, type ListOptions } from './originals.js';

/**
 * The place of originals: `true`, the platform's folder for the state of programs; a folder of their own; `':memory:'`;
 * or a store that you write.
 */
export type StoreLocation = string | true | Store | StoreBackend;
/** The place of originals in a store of this package, which can be searched, listed and cleared. */
export type OwnLocation = string | true | Store;

/**
 * A store of originals in a folder, which processes share. If the folder cannot be used, a warning says so once, and
 * originals are kept in memory. A store shows its owner all scopes; {@link Headroom.originals} shows one.
 *
 * @example
 * ```ts
 * import { Store } from '@headroom/native';
 *
 * const store = await Store.open({ folder: 'originals' });
 * const { originals } = await store.stats();
 * console.log(originals); // 0
 * ```
 */
export class Store {
  readonly #native: NativeStore;

  private constructor(made: typeof MADE, store: NativeStore) {
    onlyMade(made, 'Store.open');
    this.#native = store;
    this.#warn();
  }

  /**
   * Opens a store. Default: in the platform's folder.
   *
   * @throws `ConfigurationError` for an option of the wrong type.
   */
  static async open(options?: StoreOptions): Promise<Store> {
    const set = optionsOf(options, CHECKS);
    try {
      const store = new Store(MADE, await native.Store.open(set));
      if (set.memory !== true && set.folder === undefined && stateFolder() === undefined)
        warn('no-folder', 'this user has no folder for the state of programs: originals are kept in memory');
      return store;
    } catch (error) {
      throw fromNative(error);
    }
  }

  /** The file of the database; undefined: memory. */
  get path(): string | undefined {
    return this.#native.path ?? undefined;
  }

  /**
   * The originals of one scope: the scope with an id, or the workspace in the working folder. Originals of other scopes
   * cannot be reached through it.
   */
  scope(id?: string): Originals {
    if (id !== undefined) argument('id', id, TEXT);
    const folder = id === undefined ? workingFolder() : '';
    return new Originals(
      MADE,
      call(() => this.#native.scoped(id, folder)),
      (work) => this.#do(work),
    );
  }

  /** Lists the originals of all scopes, the newest first. */
  async list(options?: ListOptions): Promise<StoredOriginal[]> {
    const { after, limit = LISTED } = optionsOf(options, LIST_CHECKS);
    return this.#do(() => this.#native.list(after, limit));
  }

  /** The statistics of the store. */
  stats(): Promise<StoreStats> {
    return this.#do(() => this.#native.stats());
  }

  /**
   * Drops originals that are too old or above the size limit, in one short slice of work. You need not call it, because
   * stores purge themselves.
   */
  purge(): Promise<PurgeResult> {
    return this.#do(() => this.#native.purge());
  }

  /** Reads and checks everything that is stored. Damaged originals are dropped. */
  verify(): Promise<VerifyResult> {
    return this.#do(() => this.#native.verify());
  }

  /** Drops everything. Returns the number of dropped originals. */
  clear(): Promise<number> {
    return this.#do(() => this.#native.clear());
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fromNative(error);
    } finally {
      this.#warn();
    }
  }

  #warn(): void {
    for (const { code, message } of this.#native.takeNotices()) warn(code, message);
  }
}

function warn(code: string, message: string): void {
  process.emitWarning(message, {
    type: 'HeadroomWarning',
    code: `HEADROOM_STORE_${code.toUpperCase().replaceAll('-', '_')}`,
  });
}

/** @throws `ConfigurationError` if it was removed. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new ConfigurationError('the working folder was deleted: set the option `scope`', 'scope', undefined, {
      cause: error,
    });
  }
}

/** The stores that were opened by their folder and limits: one connection for each. */
const opened = new Map<string, Promise<Store>>();

/** The originals of one scope at a location, and the store if it is one of this package. */
export async function originalsAt(
  location: StoreLocation,
  scope: string | undefined,
  limits?: StoreLimits,
): Promise<{ readonly originals: Originals; readonly store: Store | undefined }> {
  if (isBackend(location)) {
    const key = call(() => native.scopeKey(scope, scope === undefined ? workingFolder() : ''));
    return { originals: new Originals(MADE, new Backend(location, key), typed), store: undefined };
  }
  const store = await storeAt(location, limits);
  return { originals: store.scope(scope), store };
}

async function typed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fromNative(error);
  }
}

function isBackend(location: StoreLocation): location is StoreBackend {
  return typeof location === 'object' && !(location instanceof Store);
}

/**
 * The store at a location. In memory each has its own. An open one keeps its limits. @throws `ConfigurationError` for a
 * wrong limit.
 */
export function storeAt(location: OwnLocation, limits: StoreLimits = {}): Promise<Store> {
  if (location instanceof Store) return Promise.resolve(location);
  const own = limiting(limits);
  if (location === ':memory:') return Store.open({ memory: true, ...own });
  const options = location === true ? own : { folder: location, ...own };
  const key = JSON.stringify(options);
  const known = opened.get(key);
  if (known) return known;
  const store = Store.open(options);
  opened.set(key, store);
  store.catch(() => opened.delete(key));
  return store;
}

/** The check of the place of a store of this package. */
export const OWN_LOCATION: Check = {
  wanted: "true, false, a folder, ':memory:' or a Store",
  fits: (location) =>
    typeof location === 'boolean' || location instanceof Store || (typeof location === 'string' && location !== ''),
};

/** The check of the place of a store. */
export const LOCATION: Check = {
  wanted: `true, false, a folder, ':memory:', a Store, or ${BACKEND.wanted}`,
  fits: (location) => OWN_LOCATION.fits(location) || BACKEND.fits(location),
};

const AMOUNT: Check = {
  wanted: 'a number from 0 on',
  fits: (value) => Number.isFinite(value) && (value as number) >= 0,
};
const CHECKS: Checks<StoreOptions> = { folder: TEXT, memory: FLAG, limitBytes: AMOUNT, ttlSeconds: AMOUNT };
