import { optionsOf, type Checks } from '../errors/index.js';
import type { StoreOptions } from '../native/index.js';

/**
 * How long a store keeps originals, and how many. Each process removes originals by its own limits, so all processes
 * that share a store need the same. A `Store` that you opened, and one that you write, has its own.
 */
export interface StoreLimits {
  /** How long the store keeps an original that nobody uses, in seconds. Default: 7 days. */
  storeTtl?: number | undefined;
  /** The maximum size of the store, in bytes. Originals that were not used for the longest time go first. Default: 512 MiB. */
  storeLimit?: number | undefined;
}

const isAmount = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0;
export const STORE_LIMITS: Checks<StoreLimits> = {
  storeTtl: { wanted: 'a number of seconds above 0', fits: isAmount },
  storeLimit: { wanted: 'a number of bytes above 0', fits: isAmount },
};

/** The limits as options of `Store.open`. @throws `ConfigurationError` that names the wrong one. */
export function limiting({ storeTtl, storeLimit }: StoreLimits): StoreOptions {
  const { storeTtl: ttlSeconds, storeLimit: limitBytes } = optionsOf({ storeTtl, storeLimit }, STORE_LIMITS);
  return { ...(ttlSeconds !== undefined && { ttlSeconds }), ...(limitBytes !== undefined && { limitBytes }) };
}
