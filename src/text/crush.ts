import { argument, ConfigurationError, kindOf, lookAt, OBJECT, TEXT_OR_BYTES } from '../errors/index.js';
import {
  native,
  type BlockReport,
  type Control,
  type CrushedText,
  type CrushOptions,
  type LongText,
  type ScopedStore,
} from '../native/index.js';
import { call } from './errors.js';
import { MADE, onlyMade } from './made.js';
import { offLoop, SingleResult, tokensOf } from './single.js';

/**
 * The result of compressing one JSON text. Send `text`.
 *
 * @example
 * ```ts
 * import { crushJson } from '@headroom/native';
 *
 * const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `order ${id}`, state: 'open' }));
 * const { text, tokensSaved } = crushJson(JSON.stringify(rows), { format: 'text' });
 * console.log(text.split('\n')[0], tokensSaved);
 * ```
 */
export class CrushResult extends SingleResult {
  readonly #input: string | Uint8Array;
  readonly #crushed: CrushedText | undefined;
  #tokensBefore: number | undefined;
  #tokensAfter: number | undefined;

  /** @internal */
  constructor(made: typeof MADE, input: string | Uint8Array, crushed: CrushedText | undefined) {
    onlyMade(made, 'crushJson');
    super(input, crushed);
    this.#input = input;
    this.#crushed = crushed;
  }

  /**
   * How close to the original the text is that {@link expand} gives back: `values` (blanks may differ), `bytes`, or
   * `recoverable` (something is elided).
   */
  get fidelity(): 'bytes' | 'values' | 'recoverable' {
    return (this.#crushed?.fidelity ?? 'bytes') as 'bytes' | 'values' | 'recoverable';
  }

  /**
   * Why the text is unchanged: `malformed`, `too-deep`, `too-large`, `short`, `nothing-found`, `not-worth-it`,
   * `lone-surrogate`.
   */
  get skipped(): BlockReport['skipped'] {
    return this.#crushed ? (this.#crushed.skipped ?? undefined) : 'lone-surrogate';
  }

  get tokensBefore(): number {
    return (this.#tokensBefore ??= tokensOf(this.#input));
  }

  get tokensAfter(): number {
    return (this.#tokensAfter ??= this.compressed ? tokensOf(this.#crushed?.bytes ?? this.text) : this.tokensBefore);
  }
}

/** The question and the store for an elision. */
export interface Keeping {
  /** The question that the text is read for. An elision keeps the rows that match. */
  query?: string | undefined;
  /** Keeps the original. Without a store nothing is elided. */
  store?: ScopedStore | undefined;
}

/** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
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
  // UTF-8 cannot hold a lone surrogate.
  return new CrushResult(
    MADE,
    input,
    input.isWellFormed() ? call(() => native.crushText(input, set, query, store)) : undefined,
  );
}

/** As {@link crushJson}, off the event loop. The bytes are not copied, so they must not change meanwhile. */
export async function crushJsonAsync(
  json: string | Uint8Array,
  options?: CrushOptions,
  { query, store, signal }: Keeping & { signal?: AbortSignal | undefined } = {},
): Promise<CrushResult> {
  const set = serialize(options);
  const input = argument('json', json, TEXT_OR_BYTES);
  const crush = {
    text: (text: LongText, control: Control) => native.crushAsync(text, set, query, store, control),
    bytes: (bytes: Uint8Array, control: Control) => native.crushBytesAsync(bytes, set, query, store, control),
  };
  return new CrushResult(MADE, input, await offLoop(input, crush, signal));
}

/** Maximum number of values in options: a sparse array or a proxy can claim any length. */
const MAX_VALUES = 1 << 16;

/**
 * Options as JSON, which the addon reads. Fields with `undefined` are not set.
 *
 * @throws `ConfigurationError` for values that JSON cannot hold.
 */
export function serialize(options: object | undefined): string | undefined {
  if (options === undefined) return undefined;
  if (!OBJECT.fits(options)) throw new ConfigurationError(`options must be an object, not ${kindOf(options)}`, '');
  let values = 0;
  const write = (): string =>
    JSON.stringify(options, (name, value: unknown) => {
      values += 1;
      if (values > MAX_VALUES) throw new ConfigurationError('options have too many values', '');
      // `JSON.stringify` would drop them silently.
      if (typeof value === 'function' || typeof value === 'symbol')
        throw new ConfigurationError(`option \`${name}\`: plain data, not ${kindOf(value)}`, name);
      return value;
    });
  return lookAt('options', write, '');
}
