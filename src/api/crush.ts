// Single JSON texts.
import { crushJson as crush, crushJsonAsync as crushAsync, type CrushResult } from '../text/index.js';
import { ANY, BYTES, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import type { CrushOptions } from '../native/index.js';
import { storing, type Originals } from '../store/index.js';
import { ORIGINALS, STORE } from './stores.js';

/** Options for compressing a JSON text. */
export interface CrushJsonOptions extends CrushOptions {
  /** The question that the text is read for: rows that match it are kept. It has an effect only with a store. */
  query?: string;
  /**
   * The open store that keeps the text if rows are elided: `await headroom.originals()`. Without a store nothing is
   * elided.
   */
  store?: Originals;
}

/** The same, off the event loop. */
export interface CrushJsonAsyncOptions extends Omit<CrushJsonOptions, 'store'> {
  /** The store that keeps the text if rows are elided. Without a store nothing is elided. */
  store?: Headroom | Originals;
  /** Ends it: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** The addon checks its own options. */
const OWN = { format: ANY, minTokensToCrush: ANY, selection: ANY, query: TEXT } as const;
const SYNC: Checks<CrushJsonOptions> = { ...OWN, store: ORIGINALS };
const ASYNC: Checks<CrushJsonAsyncOptions> = { ...OWN, store: STORE, signal: SIGNAL };

/**
 * Makes a JSON text cheaper, on this thread. A text that is not JSON, is too deep or would not get cheaper comes back
 * unchanged. With a store, redundant rows are elided as in a single request. The whole text is stored first, and this
 * thread waits for that. If another process keeps the store busy for more than 20 ms, nothing is elided and
 * `storeError` says why.
 *
 * @param json - a string, or UTF-8.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { crushJson, expand } from '@headroom/native';
 *
 * const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `order ${id}`, state: 'open' }));
 * const { text } = crushJson(JSON.stringify(rows), { format: 'text' });
 * console.log(JSON.parse(await expand(text)).length); // 100
 * ```
 */
export function crushJson(json: string | Uint8Array, options?: CrushJsonOptions): CrushResult {
  const { query, store, ...rest } = optionsOf(options, SYNC);
  return crush(json, rest, { query: query?.toWellFormed(), store: store?.native });
}

/**
 * As {@link crushJson}, off the event loop. Bytes are copied first.
 *
 * @throws `ConfigurationError` also if `store` is an instance without a store.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { crushJsonAsync } from '@headroom/native';
 *
 * const { text, tokensSaved } = await crushJsonAsync(await readFile('orders.json'), { format: 'rows' });
 * console.log(text.length, tokensSaved);
 * ```
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
