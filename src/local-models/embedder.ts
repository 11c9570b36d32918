import { argument, listOf, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { native } from '../native/index.js';
import { abortable, call, controlled } from '../text/index.js';
import { EMBEDDER_CHECKS, type LoadEmbedderOptions, type LocalModelInfo } from './options.js';
import { Resident } from './resident.js';
import { runtimePath } from './runtime.js';

/** How texts are embedded. */
export interface EmbedOptions {
  /** Cancels the work: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A loaded sentence encoder, such as MiniLM. */
export interface TextEmbedder {
  /**
   * The vector of each text, of length 1: the product of two vectors says how alike two texts are. Of a text with more
   * tokens than the model reads, only the start counts.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
  /** What is known about the model. */
  info(): LocalModelInfo & { readonly dimensions: number };
  /** Frees the model as soon as no work uses it. */
  close(): void;
}

const CHECKS: Checks<EmbedOptions> = { signal: SIGNAL };
const TEXTS = listOf(TEXT, 'a list of strings');

/**
 * Loads a sentence encoder, off the event loop.
 *
 * @param folder - a folder with `tokenizer.json` and `model.onnx`, as Hugging Face lays it out.
 * @throws `HeadroomError` (`model/unavailable` without ONNX Runtime, `model/invalid` for files that are no such model).
 *
 * @example
 * ```ts no-run
 * import { loadEmbedder } from '@headroom/native/local-models';
 *
 * const model = await loadEmbedder('/models/all-MiniLM-L6-v2');
 * const [vector] = await model.embed(['Where are originals kept?']);
 * model.close();
 * ```
 */
export async function loadEmbedder(folder: string, options?: LoadEmbedderOptions): Promise<TextEmbedder> {
  argument('folder', folder, TEXT);
  const { runtime, signal, pooling, idleMs, ...own } = optionsOf(options, EMBEDDER_CHECKS);
  const given = { runtime: runtimePath(runtime), firstToken: pooling === 'first', ...own };
  const load = (stop?: AbortSignal): ReturnType<typeof native.loadEmbedder> =>
    abortable(stop, () => controlled((control) => native.loadEmbedder(folder, given, control), stop));
  const first = await load(signal);
  const { dimensions = 0, ...about } = call(() => first.info());
  const model = new Resident(first, load, idleMs);
  return {
    embed: async (texts, embed) => {
      argument('texts', texts, TEXTS);
      const { signal: stop } = optionsOf(embed, CHECKS);
      const given = [...texts];
      return abortable(stop, async () => {
        const all = await model.use((own) => controlled((control) => own.embed(given, control), stop));
        return given.map((_, at) => all.subarray(at * dimensions, (at + 1) * dimensions));
      });
    },
    info: () => ({ ...about, dimensions, loaded: model.isLoaded }),
    close: () => model.close(),
  };
}
