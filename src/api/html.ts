// Single HTML pages.
import { ANY, optionsOf, SIGNAL, type Checks } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import type { HtmlSelection } from '../native/index.js';
import { storing, type Originals } from '../store/index.js';
import { compressHtml as extract, compressHtmlAsync as extractAsync, type HtmlResult } from '../text/index.js';
import { ORIGINALS, STORE } from './stores.js';

/** Options for compressing a page. */
export interface CompressHtmlOptions extends HtmlSelection {
  /**
   * The open store that keeps the page: `await headroom.originals()`. With a store, the result starts with a marker
   * by which the page can be fetched again. Without a store, the result is the content alone.
   */
  store?: Originals;
}

/** The same, off the event loop. */
export interface CompressHtmlAsyncOptions extends Omit<CompressHtmlOptions, 'store'> {
  /** The store that keeps the page. */
  store?: Headroom | Originals;
  /** Cancels the work: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** The addon checks its own options. */
const OWN = { links: ANY, images: ANY, tables: ANY } as const;
const SYNC: Checks<CompressHtmlOptions> = { ...OWN, store: ORIGINALS };
const ASYNC: Checks<CompressHtmlAsyncOptions> = { ...OWN, store: STORE, signal: SIGNAL };

/**
 * Extracts the main content of an HTML page as Markdown, on this thread: headings, paragraphs, lists, quotes, code
 * and tables. Navigation, advertisements, scripts and hidden elements go. A page without content, or whose content
 * is hardly shorter, is unchanged.
 *
 * @param page - a string, or bytes: UTF-8, or the encoding that the page declares.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { compressHtml } from '@headroom/native';
 *
 * const story = 'The sea rises on both sides of the earth, and nobody at the harbour asks why. '.repeat(5);
 * const page = `<title>Tides</title><nav><a href="/">Home</a></nav><article><h2>Why</h2><p>${story}</p></article>`;
 * console.log(compressHtml(page).text.split('\n')[0]); // ## Why
 * ```
 */
export function compressHtml(page: string | Uint8Array, options?: CompressHtmlOptions): HtmlResult {
  const { store, ...selection } = optionsOf(options, SYNC);
  return extract(page, selection, store?.native);
}

/**
 * As {@link compressHtml}, off the event loop.
 *
 * @throws the reason of `signal`, if it cancels the work.
 *
 * @example
 * ```ts
 * import { compressHtmlAsync } from '@headroom/native';
 *
 * const { title } = await compressHtmlAsync('<title>Tides</title><p>The sea rises.');
 * console.log(title); // Tides
 * ```
 */
export async function compressHtmlAsync(
  page: string | Uint8Array,
  options?: CompressHtmlAsyncOptions,
): Promise<HtmlResult> {
  const { store, signal, ...selection } = optionsOf(options, ASYNC);
  if (signal?.aborted) throw signal.reason;
  const originals = store instanceof Headroom ? await store.originals() : store;
  return storing(
    originals,
    (native) => extractAsync(page, selection, { store: native, signal }),
    (result) => result.withhold(),
  );
}
