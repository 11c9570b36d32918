import { FLAG, optionsOf, type Checks } from '../errors/index.js';
import { type MADE, onlyMade } from '../text/index.js';
import type { Message } from '../providers/index.js';
import { compressBody, type BodyResult } from './body.js';
import type { LastTurns } from './last-turns.js';
import { callOptions, type CompressOptions, type ExpandSettings, type Settings } from './options.js';
import type { CompressResult, Lineage } from './result.js';
import { PruneTally, type PruneStats } from './prunes.js';
import { Snapshot } from './snapshot.js';

const EXPAND: Checks<Pick<ExpandSettings, 'allowMissing'>> = { allowMissing: FLAG };

/** The functions that a session calls. */
export interface SessionWork {
  readonly compress: <M extends Message>(messages: Snapshot<M>, options: CompressOptions) => Promise<CompressResult<M>>;
  readonly expand: <M extends Message>(messages: Snapshot<M>, settings: ExpandSettings) => Promise<M[]>;
  /** The turns that `compress` has made. */
  readonly turns: LastTurns;
}

/** The totals of a session. */
export interface SessionStats {
  requests: number;
  /** The number of requests of each lineage. */
  lineages: Readonly<Record<Lineage, number>>;
  /** The prunes of all conversations, and what they have earned so far. */
  prunes: PruneStats;
}

/**
 * Follows live conversations from turn to turn. A text that was sent once is sent again byte for byte, so that the
 * provider's prompt cache and signed thinking stay valid. If a session meets a conversation in its middle, the results
 * that the model has read stay unchanged, and later results are compressed.
 *
 * Pass the messages that the agent keeps: the originals, or the messages that were sent. The session recognises both.
 * {@link Headroom.session} makes sessions.
 *
 * @example
 * ```ts
 * import { Headroom } from '@headroom/native';
 *
 * const session = new Headroom().session();
 * const { messages: sent, lineage } = await session.compress(history);
 * await anthropic.messages.create({ model, max_tokens: 1024, tools, messages: sent });
 * console.log(lineage);
 * ```
 */
export class Session {
  readonly #settings: Settings;
  readonly #work: SessionWork;
  readonly #lineages: Record<Lineage, number> = { new: 0, continued: 0, adopted: 0, rewritten: 0 };
  readonly #prunes = new PruneTally();

  /** @internal Made by {@link Headroom.session}. */
  constructor(made: typeof MADE, settings: Settings, work: SessionWork) {
    onlyMade(made, 'headroom.session');
    this.#settings = settings;
    this.#work = work;
  }

  /**
   * As {@link Headroom.compress}, for the next turn of a conversation. `lineage` in the result says how the turn
   * continues the conversation.
   */
  async compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const set = callOptions(options);
    return this.#count(this.#work.compress(Snapshot.take(messages, undefined, this.#work.turns), set));
  }

  /** As {@link Headroom.compressBody}, for the next turn of a conversation. */
  async compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
    return compressBody(body, this.#settings, callOptions(options), (messages, own) => this.#next(messages, own));
  }

  /**
   * @internal As {@link compressBody}, for a caller of ours: it will not write to the bytes again, and its options are
   * valid. So the bytes are not copied, and the options are not checked.
   */
  async compressOwned(body: Buffer, options: CompressOptions): Promise<BodyResult<Buffer>> {
    const compress = (messages: Snapshot<Message>, own: CompressOptions): Promise<CompressResult> =>
      this.#next(messages, own);
    return compressBody(body, this.#settings, options, compress, true);
  }

  /** Compresses the messages of a body. */
  #next(messages: Snapshot<Message>, options: CompressOptions): Promise<CompressResult> {
    return this.#count(this.#work.compress(messages.after(this.#work.turns), options));
  }

  /**
   * As {@link Headroom.expand}. A text that looks compressed but that this session sent unchanged stays unchanged.
   *
   * @example
   * const { messages } = await session.compress(history);
   * await session.expand(messages);
   */
  async expand<M extends Message>(
    messages: readonly M[],
    settings?: Pick<ExpandSettings, 'allowMissing'>,
  ): Promise<M[]> {
    return this.#work.expand(Snapshot.take(messages), optionsOf(settings, EXPAND));
  }

  async #count<M extends Message>(work: Promise<CompressResult<M>>): Promise<CompressResult<M>> {
    const result = await work;
    if (result.lineage) this.#lineages[result.lineage] += 1;
    if (result.turn) this.#prunes.add(result.turn);
    return result;
  }

  /**
   * The totals so far. The provider's cache may have missed in `adopted` and `rewritten` requests.
   */
  stats(): SessionStats {
    const lineages = { ...this.#lineages };
    const requests = Object.values(lineages).reduce((sum, count) => sum + count, 0);
    return { requests, lineages, prunes: this.#prunes.stats };
  }
}
