// The settings of pruning for the engine, with the prices of the model.
import { modelInfo } from '../models/index.js';

/** Whether a session shortens old results: never, only while the provider's cache is cold, or whenever that pays. */
export type Pruning = 'off' | 'cold' | 'auto';

/** The options of a request that concern pruning. */
export interface PruningOptions {
  readonly pruning?: Pruning | undefined;
  readonly cold?: boolean | undefined;
  readonly keepTurns?: number | undefined;
  readonly model?: string | undefined;
}

/** The settings for the engine: prices in thousandths of the price of an input token. Undefined if pruning is off. */
export function enginePruning({ pruning = 'off', cold = false, keepTurns, model }: PruningOptions): object | undefined {
  if (pruning === 'off') return undefined;
  const prices = model === undefined ? undefined : modelInfo(model).prices;
  const input = Number(prices?.input);
  const share = (price: string | undefined): number => Math.round((1000 * Number(price ?? prices!.input)) / input);
  const known = prices && {
    read: share(prices.cachedRead),
    write: share(prices.cacheWrite5m),
    output: share(prices.output),
  };
  // Without prices it is unknown whether pruning pays. A cold cache is written again anyway.
  return { mode: known ? pruning : 'cold', cold, ...(keepTurns !== undefined && { keepTurns }), ...known };
}
