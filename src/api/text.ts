// Single texts of any kind.
import { ANY, argument, BYTES, LIST, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { Headroom, type CompressOptions } from '../headroom/index.js';
import type { Originals } from '../store/index.js';
import { compressText as one, compressTextAsync as oneAsync, type TextHint, type TextResult } from '../text/index.js';
import { ORIGINALS, STORE } from './stores.js';

/** How a text is compressed. */
export interface CompressTextOptions
  extends Pick<CompressOptions, 'policy' | 'exactOnly' | 'selection' | 'toolProfiles' | 'keepTags' | 'query'> {
  /** The kind of the text. Default: it is detected. */
  kind?: TextResult['kind'];
  /** The tool that printed it, for `toolProfiles`. */
  tool?: string;
  /** The open store that keeps the original if something is elided: `await headroom.originals()`. Without a store nothing is elided. */
  store?: Originals;
}

/** The same, off the event loop. */
export interface CompressTextAsyncOptions extends Omit<CompressTextOptions, 'store'> {
  /** The store that keeps the original if something is elided. Without a store nothing is elided. */
  store?: Headroom | Originals;
  /** Cancels the work: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** The addon checks the values of its own options. */
const OWN = {
  policy: ANY,
  exactOnly: ANY,
  selection: ANY,
  toolProfiles: ANY,
  keepTags: ANY,
  query: TEXT,
  kind: ANY,
  tool: TEXT,
} as const;
const SYNC: Checks<CompressTextOptions> = { ...OWN, store: ORIGINALS };
const ASYNC: Checks<CompressTextAsyncOptions> = { ...OWN, store: STORE, signal: SIGNAL };

/**
 * Compresses one text, such as the output of a tool, on this thread. {@link expand} gives it back. An elision waits for the store, at most 20 ms.
 *
 * @param text a string, or UTF-8. Bytes that are not UTF-8 come back unchanged.
 * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * const { text, kind, tokensSaved } = compressText(await readFile('build.log', 'utf8'));
 * ```
 */
export function compressText(text: string | Uint8Array, options?: CompressTextOptions): TextResult {
  const { store, ...rest } = optionsOf(options, SYNC);
  const { settings, hint } = split(rest);
  return one(text, settings, hint, store?.native);
}

/**
 * As {@link compressText}, off the event loop. Bytes are copied first.
 *
 * @throws {@link ConfigurationError} also if `store` is an instance without a store.
 */
export async function compressTextAsync(
  text: string | Uint8Array,
  options?: CompressTextAsyncOptions,
): Promise<TextResult> {
  const { store, signal, ...rest } = optionsOf(options, ASYNC);
  if (signal?.aborted) throw signal.reason;
  const { settings, hint } = split(rest);
  // The caller may write to its bytes as soon as this returns.
  const input = BYTES.fits(text) ? new Uint8Array(text as Uint8Array) : text;
  const originals = store instanceof Headroom ? await store.originals() : store;
  return oneAsync(input, settings, hint, { store: originals?.native, signal });
}

/** As {@link compressText}, for each of several texts by itself: none refers to another. */
export function compressTexts(texts: readonly (string | Uint8Array)[], options?: CompressTextOptions): TextResult[] {
  return listOf(texts).map((text) => compressText(text, options));
}

/** As {@link compressTextAsync}, for each of several texts by itself, in order. */
export async function compressTextsAsync(
  texts: readonly (string | Uint8Array)[],
  options?: CompressTextAsyncOptions,
): Promise<TextResult[]> {
  const results: TextResult[] = [];
  for (const text of listOf(texts)) results.push(await compressTextAsync(text, options));
  return results;
}

/** The options of a call for texts whose kind its name says. */
export type CompressKindOptions = Omit<CompressTextOptions, 'kind'>;

/** As {@link compressText}, for a log. */
export function compressLog(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressText(text, { ...options, kind: 'log' });
}

/** As {@link compressText}, for the results of a search such as `grep -n`. */
export function compressSearch(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressText(text, { ...options, kind: 'search' });
}

/** As {@link compressText}, for a diff. */
export function compressDiff(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressText(text, { ...options, kind: 'diff' });
}

/** As {@link compressText}, for one JSON value. {@link crushJson} has more forms to choose from. */
export function compressJson(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressText(text, { ...options, kind: 'json' });
}

function listOf(texts: readonly (string | Uint8Array)[]): readonly (string | Uint8Array)[] {
  return [...argument('texts', texts, LIST)];
}

function split({ kind, tool, query, ...settings }: Omit<CompressTextOptions, 'store'>): {
  settings: object;
  hint: TextHint;
} {
  return { settings, hint: { kind, tool, query: query?.toWellFormed() } };
}
