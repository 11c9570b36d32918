// The common part of the results of single texts, and how such a text is handed to the addon.
import { share } from '../format/index.js';
import { native, type Control, type LongText } from '../native/index.js';
import { abortable } from './abort.js';
import { handOver, isWellFormed, textIn } from './long-text.js';
import { controlled } from './queue.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The addon's output for a single text. */
interface Output {
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly handle?: string;
  readonly storeError?: string;
}

/** The outcome of compressing a single text. */
export abstract class SingleResult {
  readonly #input: string | Uint8Array;
  readonly #output: Output | undefined;
  #text: string | undefined;
  #isWithheld = false;

  /** `output`: undefined for a text with a lone surrogate, which UTF-8 cannot hold. */
  constructor(input: string | Uint8Array, output: Output | undefined) {
    this.#input = input;
    this.#output = output;
  }

  /** Whether the text changed. */
  get compressed(): boolean {
    return this.#output?.text !== undefined || this.#output?.bytes !== undefined;
  }

  /** The compressed text, or the input if nothing changed. */
  get text(): string {
    return (this.#text ??= this.#output?.text ?? asText(this.#output?.bytes ?? this.#input));
  }

  /** The same in UTF-8. Nothing is converted if bytes were given. */
  get bytes(): Uint8Array {
    if (this.#output?.bytes) return this.#output.bytes;
    return typeof this.#input === 'string' ? encoder.encode(this.text) : this.#input;
  }

  /** The handle of the original, if something is elided. */
  get ccrHashes(): readonly string[] {
    return this.#output?.handle ? [this.#output.handle] : [];
  }

  /**
   * Why nothing is elided although it could be: the code of the error that kept the store from storing the original,
   * such as `full` or `busy`.
   */
  get storeError(): string | undefined {
    return this.#isWithheld ? 'backend' : (this.#output?.storeError ?? undefined);
  }

  /** @internal Says that nothing is elided because a store that the caller wrote failed. */
  withhold(): void {
    this.#isWithheld = true;
  }

  /** Estimated tokens of the input. */
  abstract get tokensBefore(): number;

  /** Estimated tokens of the result. */
  abstract get tokensAfter(): number;

  /** The difference. */
  get tokensSaved(): number {
    return this.tokensBefore - this.tokensAfter;
  }

  /** The share of the tokens that was saved, from 0 to 1. */
  get compressionRatio(): number {
    return share(this.tokensSaved, this.tokensBefore);
  }
}

/** Work of the addon off the event loop, for a text that is handed over in slices, and for bytes. */
export interface Work<O> {
  readonly text: (text: LongText, control: Control) => Promise<O>;
  readonly bytes: (bytes: Uint8Array, control: Control) => Promise<O>;
}

/**
 * Hands a text to the addon and works on it off the event loop. The output is undefined for a text with a lone
 * surrogate. Bytes are not copied, so they must not change meanwhile.
 */
export function offLoop<O extends Output>(
  input: string | Uint8Array,
  { text, bytes }: Work<O>,
  signal: AbortSignal | undefined,
): Promise<O | undefined> {
  return abortable(signal, async () => {
    if (typeof input !== 'string') return controlled((control) => bytes(input, control), signal);
    if (!(await isWellFormed(input))) return undefined;
    const given = await handOver(input);
    const output = await controlled((control) => text(given, control), signal);
    return output.bytes ? { ...output, text: await textIn(output.bytes) } : output;
  });
}

/** Estimated tokens of a text, or of UTF-8. */
export function tokensOf(input: string | Uint8Array): number {
  return typeof input === 'string' ? native.estimateTokens(input) : native.estimateTokensOfBytes(input);
}

function asText(input: string | Uint8Array): string {
  return typeof input === 'string' ? input : decoder.decode(input);
}
