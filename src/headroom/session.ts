import { MADE, onlyMade } from '../engine/index.js';
import type { Message } from '../providers/index.js';
import { compressBody, type BodyResult } from './body.js';
import { callOptions, type CompressOptions, type Settings } from './options.js';
import type { CompressResult, Lineage } from './result.js';
import { Snapshot } from './snapshot.js';

type Compress = <M extends Message>(messages: Snapshot<M>, options: CompressOptions) => Promise<CompressResult<M>>;

/** What a session did so far. */
export interface SessionStats {
  requests: number;
  /** How many requests went on from what was sent before in each of these ways. */
  lineages: Readonly<Record<Lineage, number>>;
}

/**
 * Live conversations, followed from turn to turn. What the provider has cached and what it has signed stays valid: a text that was sent once is sent again, byte
 * for byte. Where a conversation comes here in its middle, what the model has read stays as it is, and what comes after it is compressed.
 *
 * Messages are given as the agent keeps them, whole or as they were sent: both go on from what was sent.
 */
export class Session {
  readonly #settings: Settings;
  readonly #compress: Compress;
  readonly #lineages: Record<Lineage, number> = { new: 0, continued: 0, adopted: 0, rewritten: 0 };

  /** @internal Made by {@link Headroom.session}. */
  constructor(made: typeof MADE, settings: Settings, compress: Compress) {
    onlyMade(made, 'headroom.session');
    this.#settings = settings;
    this.#compress = compress;
  }

  /** As {@link Headroom.compress}, for the next turn of a conversation. The result says by `lineage` how it goes on from what was sent before. */
  async compress<M extends Message>(messages: readonly M[], options?: CompressOptions): Promise<CompressResult<M>> {
    const set = callOptions(options);
    return this.#count(this.#compress(Snapshot.take(messages), set));
  }

  /** As {@link Headroom.compressBody}, for the next turn of a conversation. */
  async compressBody<B extends string | Uint8Array>(body: B, options?: CompressOptions): Promise<BodyResult<B>> {
    return compressBody(body, this.#settings, callOptions(options), (messages, own) => this.#count(this.#compress(messages, own)));
  }

  async #count<M extends Message>(work: Promise<CompressResult<M>>): Promise<CompressResult<M>> {
    const result = await work;
    if (result.lineage) this.#lineages[result.lineage] += 1;
    return result;
  }

  /** What was done so far. `adopted` and `rewritten` requests are those in which the provider's cache may have missed. */
  stats(): SessionStats {
    const lineages = { ...this.#lineages };
    return { requests: Object.values(lineages).reduce((sum, count) => sum + count, 0), lineages };
  }
}
