import type { PruneReport } from '../../headroom/index.js';
import type { Usage } from '../../usage/index.js';
import type { SkipReason } from '../../wire/index.js';

/** How a request continues what was sent before. */
type Lineage = 'new' | 'continued' | 'adopted' | 'rewritten';

/** A request that was answered. */
export interface Entry {
  readonly route: string;
  /** True if a model answers requests of this route. */
  readonly isAnswered: boolean;
  readonly upstream: string;
  readonly model: string | undefined;
  /** The client's name for its project. */
  readonly project: string | undefined;
  readonly status: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** The tokens that compressing would have saved, if the mode is `audit`. */
  readonly couldSave: number;
  readonly isCompressed: boolean;
  /** True if the response came from our own cache. */
  readonly isCached: boolean;
  readonly skipped: SkipReason | undefined;
  readonly lineage: Lineage | undefined;
  /** The prune of its conversation in this request. */
  readonly pruned: PruneReport | undefined;
  readonly usage: Usage | undefined;
  /** The provider's reason for a cache miss. */
  readonly missReason: string | undefined;
  /** A hash of the start of its conversation. */
  readonly conversation: string | undefined;
  /** True if its conversation is in the uncompressed sample. */
  readonly isShadow: boolean;
  /** The number of requests that were sent again with a retrieved text. */
  readonly retrievals: number;
  /** Time that compressing took, in milliseconds. */
  readonly overheadMs: number;
  /** Time from the request's arrival to the head of its response, and to its end, in milliseconds. */
  readonly firstMs: number;
  readonly totalMs: number;
}

/** Whether a model has read a request, so that its provider has the conversation in its cache. */
export function isRead({ isAnswered, status, isCached }: Entry): boolean {
  return isAnswered && status === 200 && !isCached;
}
