import { ConfigurationError } from '../errors/index.js';

/** Parses a JSON object. @throws `ConfigurationError` that names its `source`, but none of its content. */
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

/** The position of the syntax error in V8's message. The rest of that message repeats the text. */
function place(text: string, error: unknown): string {
  const at = / position (\d+)/.exec((error as Error).message)?.[1];
  if (at === undefined) return '';
  const lines = text.slice(0, Number(at)).split('\n');
  return ` (line ${lines.length}, column ${lines.at(-1)!.length + 1})`;
}
