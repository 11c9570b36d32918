// Single JSON texts.
import { ConfigurationError, crushJson as crush, crushJsonAsync as crushAsync, serialize, type CrushResult } from '../engine/index.js';
import { Headroom } from '../headroom/index.js';
import type { CrushOptions } from '../native/index.js';
import { Originals } from '../store/index.js';

/** How a JSON text is crushed. */
export interface CrushJsonOptions extends CrushOptions {
  /** What the text is read for: rows that it asks for stay. Counts where there is a store. */
  query?: string;
  /** Where the text is kept if rows are left out of it; without a store nothing is left out. It must be open: `await headroom.originals()`. */
  store?: Originals;
}

/** The same, off the event loop. */
export interface CrushJsonAsyncOptions extends Omit<CrushJsonOptions, 'store'> {
  /** Where the text is kept if rows are left out of it; without a store nothing is left out. */
  store?: Headroom | Originals;
  /** Ends it: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/**
 * Makes a JSON text cheaper, on this thread. What is no JSON, too deep or not worth it comes back as it is. With a store, rows that say little are left
 * out, as in a single request: the whole text is stored first, for which this thread waits; another process may keep it waiting for 20 ms, after which
 * nothing is left out and `withheld` says why.
 *
 * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
 */
export function crushJson(json: string | Uint8Array, options?: CrushJsonOptions): CrushResult {
  const { query, store, ...rest } = read(options);
  if (store instanceof Headroom) throw new ConfigurationError('option `store`: an instance opens its store off the event loop: give `await headroom.originals()`, or call crushJsonAsync', 'store');
  return crush(json, rest, { query, store: store?.native });
}

/**
 * As {@link crushJson}, off the event loop. Bytes are copied first.
 *
 * @throws {@link ConfigurationError} also where `store` is an instance without a store.
 */
export async function crushJsonAsync(json: string | Uint8Array, options?: CrushJsonAsyncOptions): Promise<CrushResult> {
  const { query, store, signal, ...rest } = read(options);
  signal?.throwIfAborted();
  // The caller may write to its bytes while the store is opened.
  const input = store instanceof Headroom && json instanceof Uint8Array ? new Uint8Array(json) : json;
  const originals = store instanceof Headroom ? await store.originals() : store;
  return crushAsync(input, rest, { query, store: originals?.native, signal });
}

/** Options whose `query` and `store` are what they should be; the addon checks the others. */
function read(options: CrushJsonAsyncOptions | undefined): CrushJsonAsyncOptions {
  serialize(options);
  const { query, store } = options ?? {};
  if (query !== undefined && typeof query !== 'string') throw new ConfigurationError('option `query`: a string', 'query');
  if (store !== undefined && !(store instanceof Headroom || store instanceof Originals)) throw new ConfigurationError('option `store`: an instance of Headroom, or its originals', 'store');
  return { ...options, ...(query !== undefined && { query: query.toWellFormed() }) };
}
