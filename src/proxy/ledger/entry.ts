import type { PruneReport } from '../../native/index.js';
import type { Usage } from '../../usage/index.js';
import type { SkipReason } from '../../wire/index.js';

/** How a request goes on from what was sent before, as a session says it. */
type Lineage = 'new' | 'continued' | 'adopted' | 'rewritten';

/** A request that was answered. */
export interface Entry {
  readonly route: string;
  readonly upstream: string;
  readonly model: string | undefined;
  /** What its client calls its project. */
  readonly project: string | undefined;
  readonly status: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly isCompressed: boolean;
  /** Whether the response came from our own cache: the provider was not asked. */
  readonly isCached: boolean;
  readonly skipped: SkipReason | undefined;
  readonly lineage: Lineage | undefined;
  /** The prune of its conversation in this request. */
  readonly pruned: PruneReport | undefined;
  readonly usage: Usage | undefined;
  /** Why the provider says that its cache was missed. */
  readonly missReason: string | undefined;
  /** The hash of what its conversation starts with. */
  readonly conversation: string | undefined;
  /** Whether its conversation is sent as it is, to be compared with the others. */
  readonly isShadow: boolean;
  /** Requests that were sent again with what the model had asked for. */
  readonly retrievals: number;
  /** Time that compressing took, in milliseconds. */
  readonly overheadMs: number;
  /** Time from the request's arrival to the head of its response, and to its end, in milliseconds. */
  readonly firstMs: number;
  readonly totalMs: number;
}
