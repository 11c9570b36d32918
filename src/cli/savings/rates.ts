// The price of tokens in a conversation with a prompt cache.
import { modelInfo } from '../../models/index.js';

/** US dollars for a token: when it is first sent, and in each later turn. */
export interface Rates {
  readonly written: number;
  readonly read: number;
}

/** A typical price of a million input tokens, in US dollars, for conversations whose model is unknown. */
export const USUAL = 3;
/** Anthropic's cache prices, as multiples of the input price. */
const WRITTEN = 1.25;
const READ = 0.1;
const MILLION = 1e6;

/**
 * The list prices of a model. If they are unknown, or if `price` for a million input tokens is given, the cache
 * prices are Anthropic's multiples of that.
 */
export function ratesFor(model: string | undefined, price: number | undefined): Rates {
  const prices = price === undefined && model !== undefined ? modelInfo(model).prices : undefined;
  if (!prices) return { written: (WRITTEN * (price ?? USUAL)) / MILLION, read: (READ * (price ?? USUAL)) / MILLION };
  const { input, cacheWrite5m = input, cachedRead = input } = prices;
  return { written: Number(cacheWrite5m) / MILLION, read: Number(cachedRead) / MILLION };
}
