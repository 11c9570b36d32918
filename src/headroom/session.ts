import { FLAG, optionsOf, type Checks } from '../errors/index.js';
import { type MADE, onlyMade } from '../text/index.js';
import type { Message } from '../providers/index.js';
import { compressBody, type BodyResult } from './body.js';
import { callOptions, type CompressOptions, type ExpandSettings, type Settings } from './options.js';
import type { CompressResult, Lineage } from './result.js';
import { Snapshot } from './snapshot.js';

const EXPAND: Checks<Pick<ExpandSettings, 'allowMissing'>> = { allowMissing: FLAG };

/** What a session has done. */
export interface SessionWork {
  readonly compress: <M extends Message>(messages: Snapshot<M>, options: CompressOptions) => Promise<CompressResult<M>>;
  readonly expand: <M extends Message>(messages: Snapshot<M>, settings: ExpandSettings) => Promise<M[]>;
}

/** What a session did so far. */
export interface SessionStats {
  requests: number;
  /** How many requests went on from what was sent before in each of these ways. */
  lineages: Readonly<Record<Lineage, number>>;
  /** How often a conversation was pruned, and by how much they got shorter, in estimated tokens. */
  prunes: { count: number; tokensSaved: number; tokensRewritten: number };
}

/**
 * Follows live conversations from turn to turn. A text that was sent once is sent again byte for byte, so that the
 * provider's prompt cache and signed thinking stay valid. If a conversation is met in its middle, what the model has
 * read stays as it is, and later results are compressed.
 *
 * Give the messages as the agent keeps them: the originals, or as they were sent. Both continue what was sent. {@link
 * Headroom.session} makes sessions.
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
  readonly #prunes = { count: 0, tokensSaved: 0, tokensRewritten: 0 };

  /** @internal Made by {@link Headroom.session}. */
  constructor(made: typeof MADE, settings: Settings, work: SessionWork) {
    onlyMade(made, 'headroom.session');
    this.#settings = settings;
    this.#work = work;
  }

  /**
   * As {@link Headroom.compress}, for the next turn of a conversation. The result says by `lineage` how it goes on
   * from what was sent before.
   */
  async compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const set = callOptions(options);
    return this.#count(this.#work.compress(Snapshot.take(messages), set));
  }

  /** As {@link Headroom.compressBody}, for the next turn of a conversation. */
  async compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
    return compressBody(body, this.#settings, callOptions(options), (messages, own) =>
      this.#count(this.#work.compress(messages, own)),
    );
  }

  /** @internal The same for bytes that nobody writes to any more, which are not copied. */
  async compressOwned(body: Buffer, options?: CompressOptions): Promise<BodyResult<Buffer>> {
    const compress = (messages: Snapshot<Message>, own: CompressOptions): Promise<CompressResult> =>
      this.#count(this.#work.compress(messages, own));
    return compressBody(body, this.#settings, callOptions(options), compress, true);
  }

  /**
   * As {@link Headroom.expand}. A text that looks compressed, but was sent by this session as it was, is left alone.
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
    if (result.pruned) {
      this.#prunes.count += 1;
      this.#prunes.tokensSaved += result.pruned.tokensSaved;
      this.#prunes.tokensRewritten += result.pruned.tokensRewritten;
    }
    return result;
  }

  /**
   * What was done so far. `adopted` and `rewritten` requests are those in which the provider's cache may have missed.
   */
  stats(): SessionStats {
    const lineages = { ...this.#lineages };
    const requests = Object.values(lineages).reduce((sum, count) => sum + count, 0);
    return { requests, lineages, prunes: { ...this.#prunes } };
  }
}
