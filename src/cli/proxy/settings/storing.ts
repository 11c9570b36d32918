import type { configuration } from '../../../headroom/index.js';

/** The settings of the library that a proxy obeys, too. */
export type Storing = Pick<ReturnType<typeof configuration>, 'store' | 'scope' | 'storeTtl' | 'storeLimit'>;

/** Those of them that are set. */
export function storingIn({ store, scope, storeTtl, storeLimit }: Storing): Storing {
  return {
    ...(store !== undefined && { store }),
    ...(scope !== undefined && { scope }),
    ...(storeTtl !== undefined && { storeTtl }),
    ...(storeLimit !== undefined && { storeLimit }),
  };
}
