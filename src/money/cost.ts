// The cost of tokens in whole nano-dollars. Sums of these are exact up to nine million dollars.
import { ConfigurationError, FLAG, lookAt, optionsOf, type Check, type Checks } from '../errors/index.js';
import { modelInfo, type ModelInfo, type ModelPrices, type Prices } from '../models/index.js';
import type { Usage } from '../usage/index.js';

/** The tokens of a request by the price that applies to them. */
export type TokenCounts = Omit<Usage, 'complete'>;

const PICO_PER_NANO = 1000n;

const NUMBER: Check = { wanted: 'a number of tokens', fits: (value) => typeof value === 'number' };
const CHECKS: Checks<Usage> = {
  input: NUMBER,
  cachedRead: NUMBER,
  cacheWrite5m: NUMBER,
  cacheWrite1h: NUMBER,
  output: NUMBER,
  complete: FLAG,
};

/**
 * The cost of a request, in nano-dollars, rounded once. The prices are list prices; if the prompt is long, those for
 * long prompts.
 *
 * @param tokens - from {@link usageOf}, which reads them from any provider's response. A field that is not set, or is
 * not a whole number, counts as 0.
 * @param model - its name, or the result of {@link modelInfo} for it.
 * @returns undefined if the prices are not known.
 * @throws `ConfigurationError` for other fields, such as a provider's own, and for a price that is not a decimal
 * text.
 *
 * @example
 * ```ts
 * import { costOf, formatDollars } from '@headroom/native/cost';
 *
 * console.log(formatDollars(costOf({ input: 40_000, output: 500 }, 'claude-sonnet-4-5')));
 * ```
 */
export function costOf(tokens: TokenCounts, model: string | ModelInfo): number | undefined {
  if (typeof tokens !== 'object')
    throw new ConfigurationError('`tokens` must be the result of `usageOf(response)`', 'tokens');
  const checked = lookAt('tokens', () => optionsOf(tokens as Usage, CHECKS));
  return lookAt('model', () => priced(checked, typeof model === 'object' && model !== null ? model : modelInfo(model)));
}

/** As {@link costOf}, without validating the tokens. */
export function priced(tokens: TokenCounts, { prices }: Pick<ModelInfo, 'prices'>): number | undefined {
  if (!prices) return undefined;
  const own = pricesFor(tokens, prices);
  const sum = (Object.keys(RATES) as (keyof TokenCounts)[]).reduce(
    (total, part) => total + BigInt(whole(tokens[part])) * rate(own, part),
    0n,
  );
  return Number((sum + PICO_PER_NANO / 2n) / PICO_PER_NANO);
}

/** The tokens of the whole prompt. */
export function promptOf({ input, cachedRead, cacheWrite5m, cacheWrite1h }: TokenCounts): number {
  return [input, cachedRead, cacheWrite5m, cacheWrite1h].reduce((sum, part) => sum + whole(part), 0);
}

/** The prices to try for a kind of tokens, in order: the first one that is known applies. */
const RATES: Readonly<Record<keyof TokenCounts, readonly (keyof Prices)[]>> = {
  input: ['input'],
  cachedRead: ['cachedRead', 'input'],
  cacheWrite5m: ['cacheWrite5m', 'input'],
  cacheWrite1h: ['cacheWrite1h', 'cacheWrite5m', 'input'],
  output: ['output'],
};

function pricesFor(tokens: TokenCounts, { long, ...prices }: ModelPrices): Prices {
  return long && promptOf(tokens) > long.above ? long : prices;
}

/** Prices that were parsed before. Each request needs some again. */
const parsed = new Map<string, bigint>();
const MAX_PARSED = 1000;

/** The price of one token in pico-dollars: dollars for a million tokens, with six decimals and without the point. */
function rate(prices: Prices, part: keyof TokenCounts): bigint {
  const name = RATES[part].find((own) => prices[own] !== undefined) ?? part;
  const known = parsed.get(prices[name] as string);
  if (known !== undefined) return known;
  const [, dollars, decimals = ''] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(String(prices[name])) ?? [];
  if (dollars === undefined)
    throw new ConfigurationError(
      `prices.${name}: a price in dollars for a million tokens, such as "0.25", with at most six decimals`,
      `prices.${name}`,
    );
  const own = BigInt(dollars + decimals.padEnd(6, '0'));
  if (parsed.size < MAX_PARSED) parsed.set(prices[name] as string, own);
  return own;
}

function whole(tokens: number): number {
  return Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0;
}
