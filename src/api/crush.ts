// Single JSON texts.
import { crushJson as crush, crushJsonAsync as crushAsync, type CrushResult } from '../text/index.js';
import { ANY, BYTES, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import type { CrushOptions } from '../native/index.js';
import { storing, type Originals } from '../store/index.js';
import { ORIGINALS, STORE } from './stores.js';

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

/** What belongs to the addon it checks itself. */
const OWN = { format: ANY, minTokensToCrush: ANY, selection: ANY, query: TEXT } as const;
const SYNC: Checks<CrushJsonOptions> = { ...OWN, store: ORIGINALS };
const ASYNC: Checks<CrushJsonAsyncOptions> = { ...OWN, store: STORE, signal: SIGNAL };

/**
 * Makes a JSON text cheaper, on this thread. What is no JSON, too deep or not worth it comes back as it is. With a store, rows that say little are left
 * out, as in a single request: the whole text is stored first, for which this thread waits; another process may keep it waiting for 20 ms, after which
 * nothing is left out and `storeError` says why.
 *
 * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
 */
export function crushJson(json: string | Uint8Array, options?: CrushJsonOptions): CrushResult {
  const { query, store, ...rest } = optionsOf(options, SYNC);
  return crush(json, rest, { query: query?.toWellFormed(), store: store?.native });
}

/**
 * As {@link crushJson}, off the event loop. Bytes are copied first.
 *
 * @throws {@link ConfigurationError} also where `store` is an instance without a store.
 */
export async function crushJsonAsync(json: string | Uint8Array, options?: CrushJsonAsyncOptions): Promise<CrushResult> {
  const { query, store, signal, ...rest } = optionsOf(options, ASYNC);
  if (signal?.aborted) throw signal.reason;
  // The caller may write to its bytes as soon as this returns.
  const input = BYTES.fits(json) ? new Uint8Array(json as Uint8Array) : json;
  const originals = store instanceof Headroom ? await store.originals() : store;
  return storing(
    originals,
    (native) => crushAsync(input, rest, { query: query?.toWellFormed(), store: native, signal }),
    (result) => result.withhold(),
  );
}
