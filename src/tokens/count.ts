import { abortable, call, controlled, handOver } from '../text/index.js';
import { argument, optionsOf, SIGNAL, TEXT_OR_BYTES, type Checks } from '../errors/index.js';
import { native, type Control } from '../native/index.js';
import { encodingOf, type TokenEncoding } from './encoding.js';

/**
 * Counts the tokens of a text for a model: exactly if its encoding is published, and as an estimate otherwise; {@link
 * encodingOf} says which, and how far off. The text alone is counted, as text: special tokens have no meaning in it. A
 * lone surrogate counts as U+FFFD, which is sent for it. The first count takes some 20 ms more.
 *
 * @param text - a string, or UTF-8.
 * @param model - its name, or the name of an encoding. Default: `o200k_base`.
 * @throws `ConfigurationError` for an argument of the wrong type, and `TokenizationError`
 * (`tokens/not-utf8`).
 *
 * @example
 * ```ts
 * import { countTokens } from '@headroom/native/tokens';
 *
 * console.log(countTokens('Hello, world!', 'gpt-5')); // 4
 * ```
 */
export function countTokens(text: string | Uint8Array, model?: string): number {
  const by = encodingOf(model);
  const input = argument('text', text, TEXT_OR_BYTES);
  return scaled(
    call(() =>
      typeof input === 'string'
        ? native.countTokens(input, by.encoding)
        : native.countTokensOfBytes(input, by.encoding),
    ),
    by,
  );
}

/** How tokens are counted off the event loop. */
export interface CountTokensOptions {
  /** Cancels the work: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

const CHECKS: Checks<CountTokensOptions> = { signal: SIGNAL };

/**
 * As {@link countTokens}, off the event loop. Bytes are copied first.
 *
 * @example
 * ```ts
 * import { countTokensAsync } from '@headroom/native/tokens';
 *
 * console.log(await countTokensAsync(log, 'claude-sonnet-4-5'));
 * ```
 */
export async function countTokensAsync(
  text: string | Uint8Array,
  model?: string,
  options?: CountTokensOptions,
): Promise<number> {
  const by = encodingOf(model);
  const { signal } = optionsOf(options, CHECKS);
  const input = argument('text', text, TEXT_OR_BYTES);
  // The bytes are copied, because the caller may write to them while the work waits in the queue.
  const bytes = typeof input === 'string' ? undefined : new Uint8Array(input);
  return abortable(signal, async () => {
    const given = typeof input === 'string' ? await handOver(input) : undefined;
    const count = (control: Control): Promise<number> =>
      given
        ? native.countTokensAsync(given, by.encoding, control)
        : native.countTokensOfBytesAsync(bytes!, by.encoding, control);
    return scaled(await controlled(count, signal), by);
  });
}

/** The count for a model from the count for its encoding. A text that is not empty has at least one token. */
export function scaled(count: number, { factor }: TokenEncoding): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * factor));
}
