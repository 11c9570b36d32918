import { call, controlled, fromNative } from '../engine/index.js';
import { ConfigurationError } from '../errors/index.js';
import { native, type Control } from '../native/index.js';
import { encodingOf, type TokenEncoding } from './encoding.js';

/**
 * How many tokens a text is to a model: exactly where its encoding is published, else an estimate; {@link encodingOf} says which, and how far off. The text
 * alone is counted, as text: what looks like a special token is none. Half a surrogate pair counts as U+FFFD, which is what is sent for it. The first count
 * takes some 20 ms more.
 *
 * @param text a string, or UTF-8.
 * @param model its name, or that of an encoding. Default: `o200k_base`.
 * @throws {@link ConfigurationError} for an argument of the wrong type; {@link HeadroomError} with the code `not-utf8`.
 */
export function countTokens(text: string | Uint8Array, model?: string): number {
  const by = encodingOf(model);
  return scaled(call(() => (typeof text === 'string' ? native.countTokens(text, by.encoding) : native.countTokensOfBytes(bytesOf(text), by.encoding))), by);
}

/** As {@link countTokens}, off the event loop. Bytes are copied first. */
export async function countTokensAsync(text: string | Uint8Array, model?: string, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const by = encodingOf(model);
  signal?.throwIfAborted();
  try {
    // A copy: it may have to wait.
    const counted = typeof text === 'string' ? text : new Uint8Array(bytesOf(text));
    const work = (control: Control): Promise<number> => (typeof counted === 'string' ? native.countTokensAsync(counted, by.encoding, control) : native.countTokensOfBytesAsync(counted, by.encoding, control));
    return scaled(await controlled(work, signal), by);
  } catch (error) {
    throw signal?.aborted ? signal.reason : fromNative(error);
  }
}

/** A count by an encoding as that of a model: a text that is not empty has at least one token. */
export function scaled(count: number, { factor }: TokenEncoding): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * factor));
}

function bytesOf(text: unknown): Uint8Array {
  if (text instanceof Uint8Array) return text;
  throw new ConfigurationError('`text` is a string or a Uint8Array', 'text');
}
