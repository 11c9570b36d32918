// Takes words out of prose by a token classifier that the caller brings. The whole original is stored first.
import type { Check } from '../errors/index.js';
import { native } from '../native/index.js';
import type { Originals } from '../store/index.js';
import { TextResult, type MADE } from '../text/index.js';

/** A token classifier, such as `loadCompressor` of `@headroom/native/local-models` gives. */
export interface Shortener {
  compress(
    text: string,
    options?: { ratio?: number; signal?: AbortSignal },
  ): Promise<{ readonly text: string; readonly words: number; readonly kept: number }>;
}

export const SHORTENER: Check = {
  wanted: 'an object with a method `compress`',
  fits: (value) => typeof (value as Partial<Shortener> | null)?.compress === 'function',
};

/** Kinds of texts that have prose. */
const PROSE: ReadonlySet<string> = new Set(['prose', 'text', 'markdown']);
/** Longer texts are not shortened: a model takes about a second for 50 kB. */
const MAX_CHARACTERS = 1 << 20;
/** What stands in brackets may be a marker, or a link. */
const BRACKETS = /(\[[^[\]\n]{1,400}\])/;
/** Passages with fewer words stay. */
const MIN_WORDS = 8;
const START = '[words left out by a model: headroom_retrieve ';
const MARKER = /^\[words left out by a model: headroom_retrieve ([0-9a-z]{16})\]\n/;

/** What shortening needs. */
export interface Shortening {
  readonly shortener: Shortener;
  readonly originals: Originals;
  readonly signal: AbortSignal | undefined;
}

/**
 * The result with fewer words in the prose that is left. It is unchanged if the text is no prose, the model fails, or
 * little is saved.
 */
export async function shortened(
  made: typeof MADE,
  input: string,
  result: TextResult,
  { shortener, originals, signal }: Shortening,
): Promise<TextResult> {
  if (!PROSE.has(result.kind) || input.length > MAX_CHARACTERS || result.storeError !== undefined) return result;
  const prose = await withFewerWords(result.text, shortener, signal);
  if (prose === undefined) return result;
  const handle = native.handleOf(input);
  const text = `${START}${handle}]\n${prose}`;
  const report = { ...result.report, fidelity: 'recoverable', tokensAfter: native.estimateTokens(text) };
  // A saving of less than a tenth is not worth a text that reads worse.
  if (report.tokensAfter * 10 > result.tokensAfter * 9) return result;
  await originals.put([input, recordOf(text, handle)]);
  return new TextResult(made, input, { text, handle, report: JSON.stringify({ ...report, skipped: undefined }) });
}

/**
 * The original of a shortened text; undefined for any other text. A marker may be forged, so it counts only where this
 * scope has a record of the very text.
 */
export async function unshortened(text: string, originals: Originals | undefined): Promise<string | undefined> {
  const handle = MARKER.exec(text.slice(0, 80))?.[1];
  if (handle === undefined || !originals) return undefined;
  if (!(await originals.has(native.handleOf(recordOf(text, handle))))) return undefined;
  return (await originals.has(handle)) ? (await originals.retrieve(handle)).text : undefined;
}

async function withFewerWords(
  text: string,
  shortener: Shortener,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const parts: string[] = [];
    for (const part of text.split(BRACKETS)) {
      const isProse = !part.startsWith('[') && part.split(/\s+/, MIN_WORDS + 1).length > MIN_WORDS;
      parts.push(isProse ? (await shortener.compress(part, signal && { signal })).text : part);
    }
    return parts.join('');
  } catch {
    // A model whose library is missing or whose output cannot be used changes nothing.
    if (signal?.aborted) throw signal.reason;
    return undefined;
  }
}

function recordOf(text: string, original: string): string {
  return `The text ${native.handleOf(text)} was shortened from the text ${original}.`;
}
