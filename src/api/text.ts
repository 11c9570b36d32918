// Single texts of any kind.
import { argument, BYTES, ConfigurationError, listOf, TEXT_OR_BYTES } from '../errors/index.js';
import { Headroom, textOptions, type CompressTextSettings } from '../headroom/index.js';
import { storing, type Originals } from '../store/index.js';
import { compressText as one, compressTextAsync as oneAsync, type TextResult } from '../text/index.js';
import { ORIGINALS, STORE } from './stores.js';

const TEXTS = listOf(TEXT_OR_BYTES, 'a list of strings and Uint8Arrays');

/** How a text is compressed on this thread. */
export interface CompressTextOptions extends Omit<CompressTextSettings, 'signal'> {
  /**
   * The open store that keeps the original if something is elided: `await headroom.originals()`. Without a store
   * nothing is elided.
   */
  store?: Originals;
}

/** How a text is compressed off the event loop. */
export interface CompressTextAsyncOptions extends CompressTextSettings {
  /**
   * The store that keeps the original if something is elided; of an instance, its settings count as well. Without a
   * store nothing is elided.
   */
  store?: Headroom | Originals;
}

/**
 * Compresses one text, such as the output of a tool, on this thread. {@link expand} gives it back. An elision waits
 * for the store, at most 20 ms.
 *
 * @param text - a string, or UTF-8. Bytes that are not UTF-8 come back unchanged.
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { compressText } from '@headroom/native';
 *
 * const { text, kind, tokensSaved } = compressText(await readFile('build.log', 'utf8'));
 * console.log(kind, tokensSaved, text.length);
 * ```
 */
export function compressText(text: string | Uint8Array, options?: CompressTextOptions): TextResult {
  return compressAs(undefined, text, options);
}

/**
 * As {@link compressText}, off the event loop. Bytes are copied first.
 *
 * @throws the reason of `signal`, if it cancels the work.
 *
 * @example
 * ```ts
 * import { compressTextAsync } from '@headroom/native';
 *
 * const { text } = await compressTextAsync(log, { signal });
 * console.log(text.length < log.length); // true
 * ```
 */
export async function compressTextAsync(
  text: string | Uint8Array,
  options?: CompressTextAsyncOptions,
): Promise<TextResult> {
  const { store, engine, hint, signal, settings } = textOptions<Headroom | Originals>(options, STORE);
  if (store instanceof Headroom) return store.compressText(text, settings);
  refuseEmbedder(settings);
  if (signal?.aborted) throw signal.reason;
  // The caller may write to its bytes as soon as this returns.
  const input = BYTES.fits(text) ? new Uint8Array(text as Uint8Array) : text;
  return storing(
    store,
    (native) => oneAsync(input, engine, hint, { store: native, signal }),
    (result) => result.withhold(),
  );
}

/**
 * As {@link compressText}, for several texts. None refers to another.
 *
 * @returns one result for each text, in order.
 *
 * @example
 * ```ts
 * import { compressTexts } from '@headroom/native';
 *
 * const [first, second] = compressTexts([log, '[1, 2, 3]']);
 * console.log(first.kind, second.kind); // log json
 * ```
 */
export function compressTexts(texts: readonly (string | Uint8Array)[], options?: CompressTextOptions): TextResult[] {
  return [...argument('texts', texts, TEXTS)].map((text) => compressText(text, options));
}

/**
 * As {@link compressTextAsync}, for several texts. None refers to another.
 *
 * @returns one result for each text, in order.
 *
 * @example
 * ```ts
 * import { compressTextsAsync } from '@headroom/native';
 *
 * const results = await compressTextsAsync([log, log]);
 * console.log(results[0].text === results[1].text); // true
 * ```
 */
export async function compressTextsAsync(
  texts: readonly (string | Uint8Array)[],
  options?: CompressTextAsyncOptions,
): Promise<TextResult[]> {
  const results: TextResult[] = [];
  for (const text of [...argument('texts', texts, TEXTS)]) results.push(await compressTextAsync(text, options));
  return results;
}

/** The options of a call for texts whose kind its name says. */
export type CompressKindOptions = Omit<CompressTextOptions, 'kind'>;

/**
 * As {@link compressText}, for a text that is known to be a log.
 *
 * @example
 * ```ts
 * import { compressLog } from '@headroom/native';
 *
 * const { text, tokensSaved } = compressLog(log);
 * console.log(text.split('\n')[0], tokensSaved);
 * ```
 */
export function compressLog(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressAs('log', text, options);
}

/**
 * As {@link compressText}, for the results of a search such as `grep -n`.
 *
 * @example
 * ```ts
 * import { compressSearch } from '@headroom/native';
 *
 * const found = Array.from({ length: 40 }, (_, at) => `src/server/routes.ts:${at + 1}:  app.get('/route-${at}');`).join('\n');
 * console.log(compressSearch(found).text.split('\n')[0]);
 * ```
 */
export function compressSearch(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressAs('search', text, options);
}

/**
 * As {@link compressText}, for a diff.
 *
 * @example
 * ```ts
 * import { compressDiff } from '@headroom/native';
 *
 * const lines = Array.from({ length: 40 }, (_, at) => ` line ${at}`).join('\n');
 * const diff = `diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1,40 +1,41 @@\n${lines}\n+new\n`;
 * console.log(compressDiff(diff).kind); // diff
 * ```
 */
export function compressDiff(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressAs('diff', text, options);
}

/**
 * As {@link compressText}, for one JSON value. {@link crushJson} has more forms to choose from.
 *
 * @example
 * ```ts
 * import { compressJson } from '@headroom/native';
 *
 * const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `order ${id}`, state: 'open' }));
 * console.log(compressJson(JSON.stringify(rows, null, 2)).text.split('\n')[0]);
 * ```
 */
export function compressJson(text: string | Uint8Array, options?: CompressKindOptions): TextResult {
  return compressAs('json', text, options);
}

/** @throws `ConfigurationError` for an encoder: only an instance uses it. */
function refuseEmbedder({ embedder }: CompressTextSettings): void {
  if (embedder)
    throw new ConfigurationError(
      'option `embedder` works only in `compressText` of an instance with a store, which waits for it',
      'embedder',
    );
}

/** Compresses a text of this kind, or of the kind that the options or detection say. */
function compressAs(
  kind: TextResult['kind'] | undefined,
  text: string | Uint8Array,
  options: CompressTextOptions | undefined,
): TextResult {
  const { store, engine, hint, settings } = textOptions<Originals>(options, ORIGINALS);
  refuseEmbedder(settings);
  return one(text, engine, { ...hint, ...(kind && { kind }) }, store?.native);
}
