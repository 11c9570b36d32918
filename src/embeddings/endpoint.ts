// Embeddings from a server: that of OpenAI, one that speaks its API, or Ollama.
import { ask } from '../ask/index.js';
import { argument, listOf, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { endpointOf, type Endpoint, type EndpointEmbedderOptions } from './options.js';
import { vectorsIn } from './vectors.js';

/** How texts are embedded. */
export interface EmbedOptions {
  /** Cancels the work: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** Turns texts into vectors. */
export interface EndpointEmbedder {
  /**
   * The vector of each text, of length 1: the product of two vectors says how alike two texts are.
   *
   * @throws `HeadroomError` if the server refuses, does not answer, or answers with something else.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>;
}

const CHECKS: Checks<EmbedOptions> = { signal: SIGNAL };
const TEXTS = listOf(TEXT, 'a list of strings');
/** The maximum number of texts of a request. */
const MAX_TEXTS = 64;
/** The maximum length of an answer: some 4096 numbers for each text, in bytes. */
const MAX_BYTES = MAX_TEXTS * 4096 * 24;
const PATHS = { openai: '/embeddings', ollama: '/api/embed' } as const;

/**
 * An embedder whose model runs on a server: that of OpenAI, one that speaks its API, or Ollama. The texts are sent
 * there, and nowhere else.
 *
 * @throws `ConfigurationError` for an unknown option, a value of the wrong type, and a missing `baseUrl` or `model`.
 *
 * @example
 * ```ts no-run
 * import { endpointEmbedder } from '@headroom/native/embeddings';
 *
 * const embedder = endpointEmbedder({ baseUrl: 'http://127.0.0.1:11434', model: 'nomic-embed-text', api: 'ollama' });
 * const [vector] = await embedder.embed(['Where are originals kept?']);
 * console.log(vector.length);
 * ```
 */
export function endpointEmbedder(options: EndpointEmbedderOptions): EndpointEmbedder {
  const endpoint = endpointOf(options);
  return {
    async embed(texts, embed) {
      argument('texts', texts, TEXTS);
      const { signal } = optionsOf(embed, CHECKS);
      signal?.throwIfAborted();
      const given = texts.map((text) => sent(text, endpoint.maxChars));
      const vectors: Float32Array[] = [];
      // One after another, because servers limit how many requests a client may have at once.
      for (let at = 0; at < given.length; at += MAX_TEXTS)
        vectors.push(...(await vectorsOf(endpoint, given.slice(at, at + MAX_TEXTS), signal)));
      return vectors;
    },
  };
}

async function vectorsOf(
  endpoint: Endpoint,
  input: string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const { api, model, dimensions } = endpoint;
  const body = JSON.stringify({ model, input, ...(dimensions !== undefined && { dimensions }) });
  return vectorsIn(await ask(endpoint, { path: PATHS[api], body, signal, maxBytes: MAX_BYTES }), input.length);
}

/** The start of a text. Servers refuse empty texts. */
function sent(text: string, maxChars: number): string {
  return text.slice(0, maxChars).toWellFormed() || ' ';
}
