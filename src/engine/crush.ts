import { ConfigurationError } from '../errors/index.js';
import { native, type CrushedText, type CrushOptions } from '../native/index.js';
import { call, fromNative } from './errors.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** What became of a JSON text. */
export class CrushResult {
  readonly #input: string | Uint8Array;
  readonly #crushed: CrushedText | undefined;
  #text: string | undefined;
  #tokensBefore: number | undefined;
  #tokensAfter: number | undefined;

  /** @internal */
  constructor(input: string | Uint8Array, crushed: CrushedText | undefined) {
    this.#input = input;
    this.#crushed = crushed;
  }

  /** Whether the text is another than before. */
  get compressed(): boolean {
    return this.#crushed?.text !== undefined || this.#crushed?.bytes !== undefined;
  }

  /** The text as it is now. */
  get text(): string {
    return (this.#text ??= this.#crushed?.text ?? toText(this.#crushed?.bytes ?? this.#input));
  }

  /** The same in UTF-8. Where bytes were given, nothing is converted. */
  get bytes(): Uint8Array {
    if (this.#crushed?.bytes) return this.#crushed.bytes;
    return typeof this.#input === 'string' ? encoder.encode(this.text) : this.#input;
  }

  /** How close to the original what {@link expand} gives back is: `values` (blanks may differ) or `bytes`. */
  get fidelity(): 'bytes' | 'values' {
    return this.#crushed?.fidelity === 'values' ? 'values' : 'bytes';
  }

  /** Why the text is as it was: `malformed`, `too-deep`, `too-large`, `short`, `nothing-found`, `not-worth-it`, `lone-surrogate`. */
  get left(): string | undefined {
    return this.#crushed ? (this.#crushed.left ?? undefined) : 'lone-surrogate';
  }

  /** What the text cost, in estimated tokens. */
  get tokensBefore(): number {
    return (this.#tokensBefore ??= tokens(this.#input));
  }

  /** What it costs now, in estimated tokens. */
  get tokensAfter(): number {
    return (this.#tokensAfter ??= this.compressed ? tokens(this.#crushed?.bytes ?? this.text) : this.tokensBefore);
  }

  /** The difference. */
  get tokensSaved(): number {
    return this.tokensBefore - this.tokensAfter;
  }

  /** The share of the tokens that was saved, from 0 to 1. */
  get compressionRatio(): number {
    return this.tokensBefore === 0 ? 0 : this.tokensSaved / this.tokensBefore;
  }
}

/**
 * Makes a JSON text cheaper, on this thread. What is no JSON, too deep or not worth it comes back as it is; nothing is left out.
 *
 * @throws {@link ConfigurationError} for an unknown option or a value of the wrong type.
 */
export function crushJson(json: string | Uint8Array, options?: CrushOptions): CrushResult {
  const set = serialize(options);
  if (typeof json !== 'string') return new CrushResult(json, call(() => native.crushBytes(bytesOf(json), set)));
  // Half a surrogate pair would not survive the way to UTF-8.
  return new CrushResult(json, json.isWellFormed() ? call(() => native.crushText(json, set)) : undefined);
}

/** As {@link crushJson}, off the event loop. Bytes are copied first. */
export async function crushJsonAsync(json: string | Uint8Array, options?: CrushOptions & { signal?: AbortSignal }): Promise<CrushResult> {
  const { signal, ...rest } = options ?? {};
  signal?.throwIfAborted();
  const set = serialize(rest);
  try {
    if (typeof json === 'string' && !json.isWellFormed()) return new CrushResult(json, undefined);
    const input = typeof json === 'string' ? json : new Uint8Array(bytesOf(json));
    const crushed = await (typeof input === 'string' ? native.crushAsync(input, set) : native.crushBytesAsync(input, set));
    signal?.throwIfAborted();
    return new CrushResult(input, crushed);
  } catch (error) {
    throw signal?.aborted ? signal.reason : fromNative(error);
  }
}

/** Options as the addon reads them: JSON in which `undefined` is not set. */
export function serialize(options: object | undefined): string | undefined {
  if (options === undefined) return undefined;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) throw new ConfigurationError('options are an object', '');
  return JSON.stringify(options);
}

function bytesOf(json: unknown): Uint8Array {
  if (json instanceof Uint8Array) return json;
  throw new ConfigurationError('`json` is a string or a Uint8Array', 'json');
}

function toText(input: string | Uint8Array): string {
  return typeof input === 'string' ? input : decoder.decode(input);
}

function tokens(input: string | Uint8Array): number {
  return typeof input === 'string' ? native.estimateTokens(input) : native.estimateTokensOfBytes(input);
}
