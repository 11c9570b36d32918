// Refuses options that contradict each other: when a proxy starts, and in `headroom proxy --check`.
import { ConfigurationError } from '../errors/index.js';
import type { ProxyOptions } from './options.js';

/** Whether originals are kept, so that they can be fetched. A store without elision only has the decisions of several processes. */
export function keepsOriginals({ store = false, elide = true }: ProxyOptions): boolean {
  return store !== false && elide;
}

/** Whether old results are pruned: where originals are kept for them, unless it is switched off. */
export function prunes(options: ProxyOptions): boolean {
  return options.pruning !== 'off' && keepsOriginals(options);
}

/** @throws `ConfigurationError` for pruning without a store: what is pruned could not be fetched. */
export function checkOptions(options: ProxyOptions): void {
  if (options.pruning === 'auto' && !keepsOriginals(options))
    throw new ConfigurationError('pruning needs a store for the originals: set `store`', 'pruning');
}
