import { ADDRESS, MILLISECONDS, TOKEN } from '../ask/index.js';
import { ConfigurationError, COUNT, oneOf, optionsOf, TEXT, type Checks } from '../errors/index.js';

/** The server that turns texts into vectors. */
export interface EndpointEmbedderOptions {
  /** Its address: `https://api.openai.com/v1`, or `http://127.0.0.1:11434` of Ollama. Texts are sent there. */
  baseUrl: string;
  /** The name of the model. */
  model: string;
  /** `openai`: `POST /embeddings`, which most servers speak. `ollama`: `POST /api/embed`. Default: `openai`. */
  api?: 'openai' | 'ollama';
  /** The key of the server. It is sent to `baseUrl` and nowhere else. */
  apiKey?: string;
  /** The length of the vectors, for models that can shorten them. */
  dimensions?: number;
  /** The maximum length of a text that is sent, in UTF-16 units. Of a longer text only the start counts. Default: 8000. */
  maxChars?: number;
  /** The time limit of one attempt, in milliseconds. Default: 15,000. */
  timeout?: number;
  /** The number of further attempts if a request does not arrive or gets no answer. Default: 2. */
  retries?: number;
}

/** The options with their defaults. */
export interface Endpoint extends EndpointEmbedderOptions {
  readonly api: 'openai' | 'ollama';
  readonly maxChars: number;
  readonly timeout: number;
  readonly retries: number;
}

const DEFAULTS = { api: 'openai', maxChars: 8000, timeout: 15_000, retries: 2 } as const;
const CHECKS: Checks<EndpointEmbedderOptions> = {
  baseUrl: ADDRESS,
  model: TEXT,
  api: oneOf('openai', 'ollama'),
  apiKey: TOKEN,
  dimensions: COUNT,
  maxChars: COUNT,
  timeout: MILLISECONDS,
  retries: COUNT,
};

/**
 * Adds the defaults. @throws `ConfigurationError` for an unknown option, a value of the wrong type, and a missing
 * `baseUrl` or `model`.
 */
export function endpointOf(options: EndpointEmbedderOptions): Endpoint {
  const own = optionsOf(options, CHECKS);
  for (const name of ['baseUrl', 'model'] as const)
    if (own[name] === undefined) throw new ConfigurationError(`option \`${name}\` is required`, name);
  return { ...DEFAULTS, ...own };
}
