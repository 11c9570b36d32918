import { ConfigurationError } from '../errors/index.js';

/** The key of the constructors of results. Only this package has it. */
export const MADE: unique symbol = Symbol('made by @headroom/native');

/**
 * Keeps a constructor private.
 *
 * @throws `ConfigurationError` that names the function to call instead, if the key is wrong.
 */
export function onlyMade(key: unknown, by: string): void {
  if (key !== MADE)
    throw new ConfigurationError(`this class has no public constructor: call \`${by}\` to get an instance`, '');
}
