import { argument, ConfigurationError, kindOf, lookAt, OBJECT, TEXT_OR_BYTES } from '../errors/index.js';
import { share } from '../format/index.js';
import {
  native,
  type BlockReport,
  type Control,
  type CrushedText,
  type CrushOptions,
  type ScopedStore,
} from '../native/index.js';
import { abortable } from './abort.js';
import { call } from './errors.js';
import { handOver, isWellFormed, textIn } from './long-text.js';
import { MADE, onlyMade } from './made.js';
import { controlled } from './queue.js';

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
  constructor(made: typeof MADE, input: string | Uint8Array, crushed: CrushedText | undefined) {
    onlyMade(made, 'crushJson');
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

  /** How close to the original what {@link expand} gives back is: `values` (blanks may differ), `bytes`, or `recoverable` (something was left out: from the store). */
  get fidelity(): 'bytes' | 'values' | 'recoverable' {
    return (this.#crushed?.fidelity ?? 'bytes') as 'bytes' | 'values' | 'recoverable';
  }

  /** The handle of the whole text, where something was left out of it. */
  get ccrHashes(): readonly string[] {
    return this.#crushed?.handle ? [this.#crushed.handle] : [];
  }

  /** Why nothing was left out where something would have been: the code of what kept the store from storing it, such as `full` or `busy`. */
  get storeError(): string | undefined {
    return this.#crushed?.storeError ?? undefined;
  }

  /** Why the text is as it was: `malformed`, `too-deep`, `too-large`, `short`, `nothing-found`, `not-worth-it`, `lone-surrogate`. */
  get skipped(): BlockReport['skipped'] {
    return this.#crushed ? (this.#crushed.skipped ?? undefined) : 'lone-surrogate';
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
    return share(this.tokensSaved, this.tokensBefore);
  }
}

/** What is left out of a text, and where that is kept. */
export interface Keeping {
  /** What the text is read for. */
  query?: string | undefined;
  /** Without a store nothing is left out. */
  store?: ScopedStore | undefined;
}

/** @throws {@link ConfigurationError} for an unknown option or a value of the wrong type. */
export function crushJson(
  json: string | Uint8Array,
  options?: CrushOptions,
  { query, store }: Keeping = {},
): CrushResult {
  const set = serialize(options);
  const input = argument('json', json, TEXT_OR_BYTES);
  if (typeof input !== 'string')
    return new CrushResult(
      MADE,
      input,
      call(() => native.crushBytes(input, set, query, store)),
    );
  // Half a surrogate pair would not survive the way to UTF-8.
  return new CrushResult(
    MADE,
    input,
    input.isWellFormed() ? call(() => native.crushText(input, set, query, store)) : undefined,
  );
}

/** As {@link crushJson}, off the event loop. Nobody may write to the bytes meanwhile. */
export async function crushJsonAsync(
  json: string | Uint8Array,
  options?: CrushOptions,
  { query, store, signal }: Keeping & { signal?: AbortSignal | undefined } = {},
): Promise<CrushResult> {
  const set = serialize(options);
  const input = argument('json', json, TEXT_OR_BYTES);
  return abortable(signal, async () => {
    if (typeof input === 'string' && !(await isWellFormed(input))) return new CrushResult(MADE, input, undefined);
    const given = typeof input === 'string' ? await handOver(input) : input;
    const crush = (control: Control): Promise<CrushedText> =>
      given instanceof native.LongText
        ? native.crushAsync(given, set, query, store, control)
        : native.crushBytesAsync(given, set, query, store, control);
    const crushed = await controlled(crush, signal);
    const text = typeof input === 'string' && crushed.bytes ? await textIn(crushed.bytes) : undefined;
    return new CrushResult(MADE, input, text === undefined ? crushed : { ...crushed, text });
  });
}

/** More values than options have: a list may claim to be longer than memory. */
const MAX_VALUES = 1 << 16;

/** Options as the addon reads them: JSON in which `undefined` is not set. */
export function serialize(options: object | undefined): string | undefined {
  if (options === undefined) return undefined;
  if (!OBJECT.fits(options)) throw new ConfigurationError(`options must be an object, not ${kindOf(options)}`, '');
  let values = 0;
  const write = (): string =>
    JSON.stringify(options, (name, value: unknown) => {
      values += 1;
      if (values > MAX_VALUES) throw new ConfigurationError('options have too many values', '');
      // JSON would leave them out without a word.
      if (typeof value === 'function' || typeof value === 'symbol')
        throw new ConfigurationError(`option \`${name}\`: plain data, not ${kindOf(value)}`, name);
      return value;
    });
  return lookAt('options', write, '');
}

function toText(input: string | Uint8Array): string {
  return typeof input === 'string' ? input : decoder.decode(input);
}

function tokens(input: string | Uint8Array): number {
  return typeof input === 'string' ? native.estimateTokens(input) : native.estimateTokensOfBytes(input);
}
