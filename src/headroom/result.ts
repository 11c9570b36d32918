import { fromNative } from '../engine/index.js';
import type { BlockReport, Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { encodingOf, scaled, type TokenEncoding } from '../tokens/index.js';

/** What the texts of a conversation cost, counted. */
export interface CountedTokens extends TokenEncoding {
  /** Before. */
  readonly tokensBefore: number;
  /** Now. */
  readonly tokensAfter: number;
  /** The difference. */
  readonly tokensSaved: number;
}

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
  /** Whether any text changed. */
  readonly compressed: boolean;
  readonly #texts: Texts;
  readonly #model: string | undefined;
  #blocks: BlockReport[] | undefined;

  /** @internal */
  constructor(messages: M[], of: Texts | CompressResult, model?: string) {
    const texts = of instanceof CompressResult ? of.#texts : of;
    this.messages = messages;
    this.tokensBefore = texts.tokensBefore;
    this.tokensAfter = texts.tokensAfter;
    this.ccrHashes = texts.handles();
    this.withheld = texts.withheld ?? undefined;
    this.compressed = texts.places().length > 0;
    this.#texts = texts;
    this.#model = of instanceof CompressResult ? of.#model : model;
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

  /**
   * The tokens of the same texts, counted off the event loop: exactly where the encoding of the model is published, else as an estimate, which `exact` says. A
   * text that was counted at an earlier turn is not counted again.
   *
   * @param model Default: that of the call, or of the body, or else `o200k_base`.
   * @throws {@link ConfigurationError} where the model is no string.
   */
  async count(model: string | undefined = this.#model): Promise<CountedTokens> {
    const by = encodingOf(model);
    try {
      const { before, after } = await this.#texts.count(by.encoding);
      const [tokensBefore, tokensAfter] = [scaled(before, by), scaled(after, by)];
      return { tokensBefore, tokensAfter, tokensSaved: tokensBefore - tokensAfter, ...by };
    } catch (error) {
      throw fromNative(error);
    }
  }

  /** What became of each text, in the order of the conversation. Made when it is first asked for. */
  get blocks(): readonly BlockReport[] {
    return (this.#blocks ??= this.#texts.report());
  }
}
