import { argument, TEXT_OR_BYTES } from '../errors/index.js';
import { share } from '../format/index.js';
import {
  native,
  type BlockReport,
  type CompressedText,
  type Control,
  type EditReport,
  type ScopedStore,
} from '../native/index.js';
import { abortable } from './abort.js';
import { serialize } from './crush.js';
import { call } from './errors.js';
import { handOver, isWellFormed, textIn } from './long-text.js';
import { MADE, onlyMade } from './made.js';
import { controlled } from './queue.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The outcome of compressing one text. */
export class TextResult {
  readonly #input: string | Uint8Array;
  readonly #compressed: CompressedText | undefined;
  readonly #report: BlockReport | undefined;
  #text: string | undefined;

  /** @internal `compressed`: undefined for a text with a lone surrogate, which UTF-8 cannot hold. */
  constructor(made: typeof MADE, input: string | Uint8Array, compressed: CompressedText | undefined) {
    onlyMade(made, 'compressText');
    this.#input = input;
    this.#compressed = compressed;
    this.#report = compressed?.report === undefined ? undefined : (JSON.parse(compressed.report) as BlockReport);
  }

  /** Whether the text changed. */
  get compressed(): boolean {
    return this.#compressed?.text !== undefined || this.#compressed?.bytes !== undefined;
  }

  /** The compressed text, or the input if nothing changed. */
  get text(): string {
    const bytes = this.#compressed?.bytes ?? this.#input;
    return (this.#text ??= this.#compressed?.text ?? (typeof bytes === 'string' ? bytes : decoder.decode(bytes)));
  }

  /** The same in UTF-8. */
  get bytes(): Uint8Array {
    if (this.#compressed?.bytes) return this.#compressed.bytes;
    return typeof this.#input === 'string' ? encoder.encode(this.text) : this.#input;
  }

  /** The kind of the text, as {@link detect} names it, or as the option says. */
  get kind(): BlockReport['kind'] {
    return this.#report?.kind ?? (typeof this.#input === 'string' ? 'text' : 'blob');
  }

  /** How close to the original the text is that {@link expand} gives back; `recoverable` if something is elided. */
  get fidelity(): BlockReport['fidelity'] {
    return this.#report?.fidelity ?? 'bytes';
  }

  /** @internal The report of its one block. */
  get report(): BlockReport {
    const { kind, fidelity, tokensBefore, tokensAfter, edits, skipped } = this;
    const own = { message: 0, role: 'result', name: '', label: '' } as const;
    return { ...own, kind, fidelity, tokensBefore, tokensAfter, edits: [...edits], ...(skipped && { skipped }) };
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

  /** The handle of the original, if something is elided. */
  get ccrHashes(): readonly string[] {
    return this.#compressed?.handle ? [this.#compressed.handle] : [];
  }

  /** Why nothing is elided although it could be: the code of the error that kept the store from storing the original. */
  get storeError(): string | undefined {
    return this.#compressed?.storeError ?? undefined;
  }

  /** Estimated tokens of the input. */
  get tokensBefore(): number {
    if (this.#report) return this.#report.tokensBefore;
    return typeof this.#input === 'string'
      ? native.estimateTokens(this.#input)
      : native.estimateTokensOfBytes(this.#input);
  }

  /** Estimated tokens of the result. */
  get tokensAfter(): number {
    return this.#report?.tokensAfter ?? this.tokensBefore;
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

/** What the caller knows about a text. */
export interface TextHint {
  /** Its kind. Default: it is detected. */
  kind?: BlockReport['kind'] | undefined;
  /** The tool that printed it, for `toolProfiles`. */
  tool?: string | undefined;
  /** What it is read for: an elision keeps what matches. */
  query?: string | undefined;
}

/** @throws {@link ConfigurationError} for an unknown option or a value of the wrong type. */
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

/** As {@link compressText}, off the event loop. Nobody may write to the bytes meanwhile. */
export async function compressTextAsync(
  text: string | Uint8Array,
  options: object,
  hint: TextHint,
  { store, signal }: { store?: ScopedStore | undefined; signal?: AbortSignal | undefined },
): Promise<TextResult> {
  const [set, known] = [serialize(options), serialize(hint)];
  const input = argument('text', text, TEXT_OR_BYTES);
  return abortable(signal, async () => {
    if (typeof input === 'string' && !(await isWellFormed(input))) return new TextResult(MADE, input, undefined);
    const given = typeof input === 'string' ? await handOver(input) : input;
    const compress = (control: Control): Promise<CompressedText> =>
      given instanceof native.LongText
        ? native.compressTextAsync(given, set, known, store, control)
        : native.compressTextBytesAsync(given, set, known, store, control);
    const compressed = await controlled(compress, signal);
    const output = typeof input === 'string' && compressed.bytes ? await textIn(compressed.bytes) : undefined;
    return new TextResult(MADE, input, output === undefined ? compressed : { ...compressed, text: output });
  });
}
