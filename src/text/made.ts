import { ConfigurationError } from '../errors/index.js';

/** Results are made by this package: whoever has this key may. */
export const MADE: unique symbol = Symbol('made by @headroom/native');

/** Refuses a constructor to others. @throws `ConfigurationError` that says what to call instead. */
export function onlyMade(key: unknown, by: string): void {
  if (key !== MADE)
    throw new ConfigurationError(`this class has no public constructor: call \`${by}\` to get an instance`, '');
}
