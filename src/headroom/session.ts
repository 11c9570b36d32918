import type { Message } from '../providers/index.js';
import { compressBody, type BodyResult } from './body.js';
import type { CompressResult, Lineage } from './result.js';
import type { CompressOptions, Settings } from './run.js';

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
  readonly #compress: <M extends Message>(messages: readonly M[], options: CompressOptions) => Promise<CompressResult<M>>;
  readonly #lineages: Record<Lineage, number> = { new: 0, continued: 0, adopted: 0, rewritten: 0 };

  /** @internal Made by {@link Headroom.session}. */
  constructor(settings: Settings, compress: <M extends Message>(messages: readonly M[], options: CompressOptions) => Promise<CompressResult<M>>) {
    this.#settings = settings;
    this.#compress = compress;
  }

  /** As {@link Headroom.compress}, for the next turn of a conversation. The result says by `lineage` how it goes on from what was sent before. */
  async compress<M extends Message>(messages: readonly M[], options: CompressOptions = {}): Promise<CompressResult<M>> {
    const result = await this.#compress(messages, options);
    if (result.lineage) this.#lineages[result.lineage] += 1;
    return result;
  }

  /** As {@link Headroom.compressBody}, for the next turn of a conversation. */
  async compressBody<B extends string | Uint8Array>(body: B, options: CompressOptions = {}): Promise<BodyResult<B>> {
    return compressBody(body, this.#settings, options, (messages, own) => this.compress(messages, own));
  }

  /** What was done so far. `adopted` and `rewritten` requests are those in which the provider's cache may have missed. */
  stats(): SessionStats {
    const lineages = { ...this.#lineages };
    return { requests: Object.values(lineages).reduce((sum, count) => sum + count, 0), lineages };
  }
}
