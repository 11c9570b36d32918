import { argument, optionsOf, SIGNAL, TEXT, type Check, type Checks } from '../errors/index.js';
import { native } from '../native/index.js';
import { abortable, call, controlled, handOver } from '../text/index.js';
import { LOAD_CHECKS, type LoadModelOptions, type LocalModelInfo } from './options.js';
import { Resident } from './resident.js';
import { runtimePath } from './runtime.js';

/** Which words are kept. */
export interface ShortenOptions {
  /** The share of the words that is kept, from 0 to 1. Default: 0.5. Words that always stay count. */
  ratio?: number;
  /** Instead of a share: the minimum probability, from 0 to 1, with which the model keeps a word. */
  threshold?: number;
  /** Cancels the work: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A shortened text. */
export interface ShortenedProse {
  /** The text of the kept words. */
  readonly text: string;
  /** The number of words in the original. */
  readonly words: number;
  /** The number of kept words. */
  readonly kept: number;
}

/** A loaded token classifier, such as LLMLingua-2. */
export interface PromptCompressor {
  /**
   * The text without the words that the model finds dispensable. Numbers, paths, addresses, flags, names of code,
   * negations and modal verbs stay; so do code, tables and records.
   */
  compress(text: string, options?: ShortenOptions): Promise<ShortenedProse>;
  /** What is known about the model. */
  info(): LocalModelInfo;
  /** Frees the model as soon as no work uses it. */
  close(): void;
}

const SHARE: Check = {
  wanted: 'a number from 0 to 1',
  fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};
const CHECKS: Checks<ShortenOptions> = { ratio: SHARE, threshold: SHARE, signal: SIGNAL };

/**
 * Loads a token classifier that shortens prose, off the event loop.
 *
 * @param folder - a folder with `tokenizer.json` and `model.onnx`, as Hugging Face lays it out.
 * @throws `HeadroomError` (`model/unavailable` without ONNX Runtime, `model/invalid` for files that are no such model).
 *
 * @example
 * ```ts no-run
 * import { loadCompressor } from '@headroom/native/local-models';
 *
 * const model = await loadCompressor('/models/llmlingua-2');
 * const { text } = await model.compress(article, { ratio: 0.4 });
 * model.close();
 * ```
 */
export async function loadCompressor(folder: string, options?: LoadModelOptions): Promise<PromptCompressor> {
  argument('folder', folder, TEXT);
  const { runtime, signal, idleMs, ...own } = optionsOf(options, LOAD_CHECKS);
  const given = { runtime: runtimePath(runtime), ...own };
  const load = (stop?: AbortSignal): ReturnType<typeof native.loadCompressor> =>
    abortable(stop, () => controlled((control) => native.loadCompressor(folder, given, control), stop));
  const first = await load(signal);
  const info = call(() => first.info());
  const model = new Resident(first, load, idleMs);
  return {
    compress: async (text, shorten) => {
      argument('text', text, TEXT);
      const { ratio = 0.5, threshold, signal: stop } = optionsOf(shorten, CHECKS);
      return abortable(stop, async () => {
        const handed = await handOver(text);
        return model.use((own) => controlled((control) => own.compress(handed, ratio, threshold, control), stop));
      });
    },
    info: () => ({ ...info, loaded: model.isLoaded }),
    close: () => model.close(),
  };
}
