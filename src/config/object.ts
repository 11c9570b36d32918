import { ConfigurationError } from '../errors/index.js';

/** The object that a text holds as JSON. @throws {@link ConfigurationError} that names its `source` where it holds none. */
export function objectIn(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${source} is not JSON: ${(error as Error).message}`, source, undefined, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ConfigurationError(`${source} does not hold an object`, source);
}
