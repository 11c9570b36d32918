// What a provider says that a request used, in one form.
import { fieldsOf } from '../providers/index.js';
import { Reading } from './reading.js';
import { shapeOf } from './shapes.js';

/** Tokens of one request. The first four are the whole prompt, each token in one of them. */
export interface Usage {
  /** New tokens that were not written to the prompt cache. */
  readonly input: number;
  /** Read from the prompt cache. */
  readonly cachedRead: number;
  /** Written to it, for the provider's shorter time. */
  readonly cacheWrite5m: number;
  /** Written to it for an hour. */
  readonly cacheWrite1h: number;
  /** What the model wrote, thoughts included. */
  readonly output: number;
  /** Whether all of it was there and made sense. What did not is 0. */
  readonly complete: boolean;
}

/** Where responses have it. */
const PLACES = ['usage', 'usageMetadata', 'usage_metadata'];

/**
 * What a request used, of a response or of the usage in it: Anthropic Messages, OpenAI Chat and Responses (and those who speak them), Gemini, Bedrock
 * Converse, Vercel AI SDK from 4 on. What it gave itself comes back. Anything else gives zeros that are not `complete`; nothing is thrown.
 *
 * Of version 5 of that what was written to the cache is not known: where something was read from it, that is not `complete`.
 */
export function usageOf(response: unknown): Usage {
  const fields = fieldsOf(response);
  const within = PLACES.map((place) => fields[place]).find((value) => typeof value === 'object' && value !== null);
  const usage = within === undefined ? fields : fieldsOf(within);
  const reading = new Reading(usage);
  return reading.usage(shapeOf(usage)?.(reading));
}
