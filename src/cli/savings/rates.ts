// What the tokens of a conversation cost that a prompt cache holds.
import { modelInfo } from '../../models/index.js';

/** US dollars for a token: when it is first sent, and in each later turn. */
export interface Rates {
  readonly written: number;
  readonly read: number;
}

/** What a million input tokens of widely used models cost, in US dollars: for conversations whose model is not known. */
export const USUAL = 3;
/** Anthropic's prices for the cache, as shares of the price of input. */
const WRITTEN = 1.25;
const READ = 0.1;
const MILLION = 1e6;

/** The list prices of a model; with a `price` of a million input tokens, or where none is known, those that Anthropic would ask beside it. */
export function ratesFor(model: string | undefined, price: number | undefined): Rates {
  const prices = price === undefined && model !== undefined ? modelInfo(model).prices : undefined;
  if (!prices) return { written: (WRITTEN * (price ?? USUAL)) / MILLION, read: (READ * (price ?? USUAL)) / MILLION };
  const { input, cacheWrite5m = input, cachedRead = input } = prices;
  return { written: Number(cacheWrite5m) / MILLION, read: Number(cachedRead) / MILLION };
}
