import { controlled, fromNative, MADE, onlyMade, pause } from '../text/index.js';
import { share } from '../format/index.js';
import type { BlockReport, Texts } from '../native/index.js';
import type { Message } from '../providers/index.js';
import { encodingOf, scaled, type TokenEncoding } from '../tokens/index.js';
import type { Fitted } from './fitted.js';
import type { ImageReport } from './images/report.js';
import type { PrunedTurn, PruneReport } from './prunes.js';

/**
 * How a request in a session continues what was sent before. `new`: the model has read no result yet. `continued`:
 * the session sent everything that the model has read, and sends it again. `adopted`: the session sent none of it, so
 * it stays unchanged. `rewritten`: the session sent some of it; the rest stays unchanged. This is also the case if
 * the store lost elided text and cannot store it again, which `storeError` reports: the original is then sent.
 */
export type Lineage = NonNullable<Texts['lineage']>;

/** The counted tokens of a conversation's texts. */
export interface CountedTokens extends TokenEncoding {
  /** Before. */
  readonly tokensBefore: number;
  /** Now. */
  readonly tokensAfter: number;
  /** The difference. */
  readonly tokensSaved: number;
}

/** The maximum number of reports that are fetched from the addon at once. */
const PAGE = 256;

/** The circumstances of a result. */
interface Made {
  /** The model that will read the messages. */
  readonly model?: string | undefined;
  /** True if the messages were measured and not changed. */
  readonly audited?: boolean;
  readonly fitted?: Fitted | undefined;
  readonly images?: readonly ImageReport[] | undefined;
  readonly turn?: PrunedTurn | undefined;
}

/**
 * The result of compressing a conversation: the `messages` to send, and what was done to each text. `tokensBefore`,
 * `tokensAfter` and `tokensSaved` are estimates of this package; `count()` counts exactly.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 *
 * const { messages: sent, tokensSaved, blocks } = await compress(messages);
 * console.log(sent.length, tokensSaved, blocks[0].skipped);
 * ```
 */
export class CompressResult<M extends Message = Message> {
  /**
   * The messages to send, in the same shape as the given ones. Messages without a change are the caller's own
   * objects.
   */
  readonly messages: M[];
  /** The cost of the texts that were read before compression, in estimated tokens. */
  readonly tokensBefore: number;
  /** Their cost after compression, in estimated tokens. */
  readonly tokensAfter: number;
  /**
   * The reason why nothing was elided although it could have been: the code of the store's error, such as `full` or
   * `busy`.
   */
  readonly storeError: string | undefined;
  /** The reasons why texts that could not be processed are unchanged, such as `too-deep`. Each code is listed once. */
  readonly failures: readonly string[];
  /** In a session: how the request continues what was sent before. */
  readonly lineage: Lineage | undefined;
  /**
   * In a session: the number of results that stay unchanged because the session no longer knows what it sent for
   * them. See {@link Headroom.session}.
   */
  readonly forgotten: number;
  /** In a session: the prune that was made in this turn. See the option `pruning`. */
  readonly pruned: PruneReport | undefined;
  /** With the option `images`: what was done with each image. Their tokens are not among those of the texts. */
  readonly images: readonly ImageReport[];
  /** Whether any text or image changed. */
  readonly compressed: boolean;
  /** With a `tokenBudget`: how the conversation was made to fit. */
  readonly fitted: Fitted | undefined;
  readonly #texts: Texts;
  readonly #model: string | undefined;
  readonly #turn: PrunedTurn | undefined;
  readonly #isAudited: boolean;
  #handles: readonly string[] | undefined;
  #blocks: BlockReport[] | undefined;

  /** @internal */
  constructor(
    made: typeof MADE,
    messages: M[],
    of: Texts | CompressResult,
    { model, audited = false, fitted, images, turn }: Made = {},
  ) {
    onlyMade(made, 'compress');
    const texts = of instanceof CompressResult ? of.#texts : of;
    this.fitted = of instanceof CompressResult ? (fitted ?? of.fitted) : fitted;
    this.images = (of instanceof CompressResult ? (images ?? of.images) : images) ?? [];
    this.messages = messages;
    this.tokensBefore = texts.tokensBefore;
    this.tokensAfter = texts.tokensAfter;
    this.#isAudited = audited;
    this.storeError = texts.storeError ?? undefined;
    this.failures = texts.failures();
    this.lineage = texts.lineage ?? undefined;
    this.forgotten = texts.forgotten;
    this.#turn = of instanceof CompressResult ? of.#turn : turn;
    this.pruned = this.#turn?.pruned;
    this.compressed = !audited && (texts.places().length > 0 || this.images.some(({ handle }) => handle !== undefined));
    this.#texts = texts;
    this.#model = of instanceof CompressResult ? of.#model : model;
  }

  /** The handles of elided texts. Each text can be retrieved whole or in parts. */
  get ccrHashes(): readonly string[] {
    return (this.#handles ??= this.#isAudited ? [] : this.#texts.handles());
  }

  /** @internal The number of {@link ccrHashes}, which takes less time. */
  get elided(): number {
    return this.#isAudited ? 0 : this.#texts.handleCount;
  }

  /** @internal In a session: what it counts of this turn. */
  get turn(): PrunedTurn | undefined {
    return this.#turn;
  }

  /** @internal The result with the outcome of fitting, and with other messages if fitting changed them. */
  with(fitted: Fitted, messages: M[] = this.messages): CompressResult<M> {
    return new CompressResult(MADE, messages, this, { fitted });
  }

  /** The tokens of the images before, by the formula of the model's provider. */
  get imageTokensBefore(): number {
    return this.images.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0);
  }

  /** The tokens of the images that are sent. */
  get imageTokensAfter(): number {
    return this.images.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0);
  }

  /** @internal The same, with other images in `messages`. */
  withImages(images: readonly ImageReport[], messages: M[], audited: boolean): CompressResult<M> {
    return new CompressResult(MADE, messages, this, { images, audited });
  }

  /** The difference. */
  get tokensSaved(): number {
    return this.tokensBefore - this.tokensAfter;
  }

  /** The share of the tokens that was saved, from 0 to 1. */
  get compressionRatio(): number {
    return share(this.tokensSaved, this.tokensBefore);
  }

  /**
   * The units that changed something, in the order of their first edit: `log` for an exact rewrite, `elide:log` for
   * an elision.
   */
  get transformsApplied(): string[] {
    return this.#texts.transforms();
  }

  /**
   * The tokens of the same texts, counted off the event loop: exactly where the encoding of the model is published,
   * else as an estimate, which `exact` says. A text that was counted at an earlier turn is not counted again.
   *
   * @param model Default: that of the call, or of the body, or else `o200k_base`.
   * @throws `ConfigurationError` where the model is no string.
   */
  async count(model: string | undefined = this.#model): Promise<CountedTokens> {
    const by = encodingOf(model);
    try {
      const { before, after } = await controlled((control) => this.#texts.count(by.encoding, control));
      const [tokensBefore, tokensAfter] = [scaled(before, by), scaled(after, by)];
      return { tokensBefore, tokensAfter, tokensSaved: tokensBefore - tokensAfter, ...by };
    } catch (error) {
      throw fromNative(error);
    }
  }

  /**
   * A report for each text, in the order of the conversation. All of them are made at the first access: a hundred
   * thousand texts take about 0.2 s.
   */
  get blocks(): readonly BlockReport[] {
    return (this.#blocks ??= [...this.#pages()].flat());
  }

  /** @internal The same, made in turns; with `from`, only the reports from that place on. */
  async allBlocks(from: number = 0): Promise<readonly BlockReport[]> {
    if (this.#blocks) return this.#blocks.slice(from);
    const blocks: BlockReport[] = [];
    for (const page of this.#pages(from)) {
      blocks.push(...page);
      await pause();
    }
    return from === 0 ? (this.#blocks = blocks) : blocks;
  }

  /** @internal How many texts there are. */
  get blockCount(): number {
    return this.#texts.reported;
  }

  *#pages(from: number = 0): Iterable<BlockReport[]> {
    for (let start = from; start < this.#texts.reported; start += PAGE)
      yield JSON.parse(this.#texts.report(start, start + PAGE)) as BlockReport[];
  }
}
