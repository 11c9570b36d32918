import { argument, TEXT_OR_BYTES } from '../errors/index.js';
import {
  native,
  type BlockReport,
  type CompressedText,
  type Control,
  type EditReport,
  type LongText,
  type ScopedStore,
} from '../native/index.js';
import { serialize } from './crush.js';
import { call } from './errors.js';
import { MADE, onlyMade } from './made.js';
import { offLoop, SingleResult, tokensOf } from './single.js';

/**
 * The result of compressing one text. Send `text`. `kind` is the kind as which it was compressed. If the text is
 * unchanged, `skipped` says why.
 *
 * @example
 * ```ts
 * import { compressText } from '@headroom/native';
 *
 * const { text, kind, fidelity, tokensSaved } = compressText(log);
 * console.log(kind, fidelity, tokensSaved > 0, text.length < log.length); // log bytes true true
 * ```
 */
export class TextResult extends SingleResult {
  readonly #input: string | Uint8Array;
  readonly #report: BlockReport | undefined;

  /** @internal */
  constructor(made: typeof MADE, input: string | Uint8Array, compressed: CompressedText | undefined) {
    onlyMade(made, 'compressText');
    super(input, compressed);
    this.#input = input;
    this.#report = compressed?.report === undefined ? undefined : (JSON.parse(compressed.report) as BlockReport);
  }

  /** The kind of the text, as {@link detect} names it, or as the option says. */
  get kind(): BlockReport['kind'] {
    return this.#report?.kind ?? (typeof this.#input === 'string' ? 'text' : 'blob');
  }

  /** How close to the original the text is that {@link expand} gives back; `recoverable` if something is elided. */
  get fidelity(): BlockReport['fidelity'] {
    return this.#report?.fidelity ?? 'bytes';
  }

  /** The edits that were made, in order. */
  get edits(): readonly EditReport[] {
    return this.#report?.edits ?? [];
  }

  /** Why the text is unchanged. */
  get skipped(): BlockReport['skipped'] {
    if (this.#report) return this.#report.skipped;
    return typeof this.#input === 'string' ? 'lone-surrogate' : 'not-text';
  }

  get tokensBefore(): number {
    return this.#report?.tokensBefore ?? tokensOf(this.#input);
  }

  get tokensAfter(): number {
    return this.#report?.tokensAfter ?? this.tokensBefore;
  }

  /** @internal The report of a conversation with this text as its only block. */
  get report(): BlockReport {
    const { kind, fidelity, tokensBefore, tokensAfter, edits, skipped } = this;
    const own = { message: 0, role: 'result', name: '', label: '' } as const;
    return { ...own, kind, fidelity, tokensBefore, tokensAfter, edits: [...edits], ...(skipped && { skipped }) };
  }
}

/** Facts about a text that the caller knows. */
export interface TextHint {
  /** Its kind. Default: it is detected. */
  kind?: BlockReport['kind'] | undefined;
  /** The tool that printed it, for `toolProfiles`. */
  tool?: string | undefined;
  /** The question that it is read for. An elision keeps the parts that match. */
  query?: string | undefined;
  /** Documents that stand before it, as they are shown: an elision leaves out what they tell. */
  earlier?: readonly string[] | undefined;
  /** How alike the meaning of its parts is to the query, in thousandths, by part. */
  meaning?: Readonly<Record<string, number>> | undefined;
}

/** @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
export function compressText(
  text: string | Uint8Array,
  options: object,
  hint: TextHint,
  store?: ScopedStore,
): TextResult {
  const [set, known] = [serialize(options), serialize(hint)];
  const input = argument('text', text, TEXT_OR_BYTES);
  if (typeof input !== 'string')
    return new TextResult(
      MADE,
      input,
      call(() => native.compressTextBytes(input, set, known, store)),
    );
  const isSafe = input.isWellFormed();
  return new TextResult(MADE, input, isSafe ? call(() => native.compressText(input, set, known, store)) : undefined);
}

/** As {@link compressText}, off the event loop. The bytes are not copied, so they must not change meanwhile. */
export async function compressTextAsync(
  text: string | Uint8Array,
  options: object,
  hint: TextHint,
  { store, signal }: { store?: ScopedStore | undefined; signal?: AbortSignal | undefined },
): Promise<TextResult> {
  const [set, known] = [serialize(options), serialize(hint)];
  const input = argument('text', text, TEXT_OR_BYTES);
  const compress = {
    text: (long: LongText, control: Control) => native.compressTextAsync(long, set, known, store, control),
    bytes: (bytes: Uint8Array, control: Control) => native.compressTextBytesAsync(bytes, set, known, store, control),
  };
  return new TextResult(MADE, input, await offLoop(input, compress, signal));
}
