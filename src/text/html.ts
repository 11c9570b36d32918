import { argument, TEXT_OR_BYTES } from '../errors/index.js';
import {
  native,
  type BlockReport,
  type Control,
  type ExtractedHtml,
  type HtmlSelection,
  type LongText,
  type ScopedStore,
} from '../native/index.js';
import { decodeHtml } from './charset.js';
import { serialize } from './crush.js';
import { call } from './errors.js';
import { MADE, onlyMade } from './made.js';
import { offLoop, SingleResult, tokensOf } from './single.js';

/**
 * The main content of an HTML page. Send `text`; `title` is the page's title. If the page is unchanged, `skipped` says
 * why.
 *
 * @example
 * ```ts
 * import { compressHtml } from '@headroom/native';
 *
 * const story = 'The sea rises on both sides of the earth, and nobody at the harbour asks why. '.repeat(5);
 * const page = `<title>Tides</title><nav><a href="/">Home</a></nav><article><p>${story}</p></article>`;
 * const { text, title } = compressHtml(page);
 * console.log(title, text === story.trim()); // Tides true
 * ```
 */
export class HtmlResult extends SingleResult {
  readonly #page: string | Uint8Array;
  readonly #extracted: ExtractedHtml | undefined;

  /** @internal */
  constructor(made: typeof MADE, page: string | Uint8Array, extracted: ExtractedHtml | undefined) {
    onlyMade(made, 'compressHtml');
    super(page, extracted);
    this.#page = page;
    this.#extracted = extracted;
  }

  /** The title of the page; empty if it has none. */
  get title(): string {
    return this.#extracted?.title ?? '';
  }

  /** Why the page is unchanged. */
  get skipped(): BlockReport['skipped'] {
    if (this.#extracted) return this.#extracted.skipped ?? undefined;
    return typeof this.#page === 'string' ? 'lone-surrogate' : 'not-text';
  }

  get tokensBefore(): number {
    return tokensOf(this.#page);
  }

  get tokensAfter(): number {
    return this.compressed ? tokensOf(this.text) : this.tokensBefore;
  }
}

/** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
export function compressHtml(page: string | Uint8Array, options: HtmlSelection, store?: ScopedStore): HtmlResult {
  const set = serialize(options);
  const [input, html] = given(page);
  const isSafe = html?.isWellFormed();
  return new HtmlResult(MADE, input, isSafe ? call(() => native.extractHtml(html!, set, store)) : undefined);
}

/** As {@link compressHtml}, off the event loop. */
export async function compressHtmlAsync(
  page: string | Uint8Array,
  options: HtmlSelection,
  { store, signal }: { store?: ScopedStore | undefined; signal?: AbortSignal | undefined },
): Promise<HtmlResult> {
  const set = serialize(options);
  const [input, html] = given(page);
  if (html === undefined) return new HtmlResult(MADE, input, undefined);
  const extract = {
    text: (long: LongText, control: Control) => native.extractHtmlAsync(long, set, store, control),
    bytes: () => Promise.reject(new TypeError('bytes are decoded first')),
  };
  return new HtmlResult(MADE, input, await offLoop(html, extract, signal));
}

/** A given page, and its text. Undefined if its bytes are in no known encoding. */
function given(page: string | Uint8Array): [string | Uint8Array, string | undefined] {
  const input = argument('page', page, TEXT_OR_BYTES);
  return [input, typeof input === 'string' ? input : decodeHtml(input)];
}
