import { ConfigurationError } from '../errors/index.js';
import type { ProxyOptions } from './options.js';

/** Whether old results are pruned: where originals are kept for them, unless it is switched off. */
export function prunes({ pruning, store = false, elide = true }: ProxyOptions): boolean {
  return pruning !== 'off' && store !== false && elide;
}

/** @throws `ConfigurationError` for pruning without a store: what is pruned could not be fetched. */
export function checkPruning({ pruning, store = false, elide = true }: ProxyOptions): void {
  if (pruning === 'auto' && (store === false || !elide))
    throw new ConfigurationError('pruning needs a store for the originals: set `store`', 'pruning');
}
