import { ConfigurationError } from '../errors/index.js';

/** The object that a text holds as JSON. @throws `ConfigurationError` that names its `source`, and says nothing of what is in it. */
export function objectIn(text: string, source: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError(`${source} is not JSON${place(text, error)}`, source);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ConfigurationError(`${source} does not hold an object`, source);
}

/** Where it ends to be JSON, as far as V8 says so: the rest of its message repeats the text. */
function place(text: string, error: unknown): string {
  const at = / position (\d+)/.exec((error as Error).message)?.[1];
  if (at === undefined) return '';
  const lines = text.slice(0, Number(at)).split('\n');
  return ` (line ${lines.length}, column ${lines.at(-1)!.length + 1})`;
}
