import { ConfigurationError } from '../errors/index.js';
import type { ProxyOptions } from './options.js';

/** @throws `ConfigurationError` for pruning without a store: what is pruned could not be fetched. */
export function checkPruning({ pruning, store = false, elide = true }: ProxyOptions): void {
  if (pruning === 'auto' && (store === false || !elide))
    throw new ConfigurationError('pruning needs a store for the originals: set `store`', 'pruning');
}
