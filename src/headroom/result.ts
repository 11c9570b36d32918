import type { BlockReport, Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import type { Fitted } from './fit/index.js';

/**
 * How a request in a session goes on from what was sent before. `new`: the model has read no result yet. `continued`: what it has read was sent here, and is
 * sent again. `adopted`: none of it was; it stays as it is. `rewritten`: some of it was; the rest stays as it is.
 */
export type Lineage = NonNullable<Texts['lineage']>;

/** What became of a conversation. */
export class CompressResult<M extends Message = Message> {
  /** The messages to send, in the shape they came in. Those in which nothing changed are the caller's own objects. */
  readonly messages: M[];
  /** What the texts that were read cost before, in estimated tokens. */
  readonly tokensBefore: number;
  /** What they cost now, in estimated tokens. */
  readonly tokensAfter: number;
  /** Handles of what was left out: each text can be fetched whole, and in parts. */
  readonly ccrHashes: readonly string[];
  /** Why nothing was left out where something would have been: the code of what kept the store from storing it, such as `full` or `busy`. */
  readonly withheld: string | undefined;
  /** Why texts went as they are that could not be looked at to the end, such as `too-deep`: each code once. */
  readonly failures: readonly string[];
  /** In a session: how the request goes on from what was sent before. */
  readonly lineage: Lineage | undefined;
  /** Whether any text changed. */
  readonly compressed: boolean;
  /** Where a `tokenBudget` was set: how the conversation was made to fit. */
  readonly fitted: Fitted | undefined;
  readonly #texts: Texts;
  #blocks: BlockReport[] | undefined;

  /** @internal */
  constructor(messages: M[], of: Texts | CompressResult, audited = false, fitted?: Fitted) {
    const texts = of instanceof CompressResult ? of.#texts : of;
    this.fitted = of instanceof CompressResult ? (fitted ?? of.fitted) : fitted;
    this.messages = messages;
    this.tokensBefore = texts.tokensBefore;
    this.tokensAfter = texts.tokensAfter;
    this.ccrHashes = audited ? [] : texts.handles();
    this.withheld = texts.withheld ?? undefined;
    this.failures = texts.failures();
    this.lineage = texts.lineage ?? undefined;
    this.compressed = !audited && texts.places().length > 0;
    this.#texts = texts;
  }

  /** @internal The same, made to fit; `messages`: what is sent, where that is no longer the same. */
  with(fitted: Fitted, messages: M[] = this.messages): CompressResult<M> {
    return new CompressResult(messages, this.#texts, false, fitted);
  }

  /** The difference. */
  get tokensSaved(): number {
    return this.tokensBefore - this.tokensAfter;
  }

  /** The share of the tokens that was saved, from 0 to 1. */
  get compressionRatio(): number {
    return this.tokensBefore === 0 ? 0 : this.tokensSaved / this.tokensBefore;
  }

  /** What was done, in the order of the first time. */
  get transformsApplied(): string[] {
    return [...new Set(this.blocks.flatMap((block) => block.edits.map((edit) => edit.codec)))];
  }

  /** What became of each text, in the order of the conversation. Made when it is first asked for. */
  get blocks(): readonly BlockReport[] {
    return (this.#blocks ??= this.#texts.report());
  }
}
