// The last requests, without their contents.
import { NANO_PER_DOLLAR } from '../../money/index.js';
import type { Entry } from './entry.js';
import type { Money } from './accounts.js';

/** The figures of a request. Money is in dollars. */
export interface Recent extends Readonly<Record<string, string | number | boolean | undefined>> {
  readonly id: number;
}

const MAX_RECENT = 200;

/** The figures of a request for lists and logs, without its contents. */
export function recentOf(entry: Entry, money: Money | undefined, id: number, now: number = Date.now()): Recent {
  const { usage } = entry;
  const dollars = (nano: number | undefined): number | undefined =>
    nano === undefined ? undefined : nano / NANO_PER_DOLLAR;
  return {
    id,
    time: new Date(now).toISOString(),
    route: entry.route,
    upstream: entry.upstream,
    model: entry.model,
    project: entry.project,
    status: entry.status,
    conversation: entry.conversation,
    compressed: entry.isCompressed,
    cached: entry.isCached,
    shadow: entry.isShadow || undefined,
    skipped: entry.skipped,
    lineage: entry.lineage,
    pruned_tokens: entry.pruned?.tokensSaved,
    tokens_before: entry.tokensBefore,
    tokens_after: entry.tokensAfter,
    could_save: entry.couldSave || undefined,
    input: usage?.input,
    cache_read: usage?.cachedRead,
    cache_write: usage && usage.cacheWrite5m + usage.cacheWrite1h,
    output: usage?.output,
    cost_usd: dollars(money?.cost),
    saved_usd: dollars(money?.saved),
    missed_tokens: money?.missedTokens || undefined,
    miss_reason: entry.missReason,
    retrievals: entry.retrievals,
    overhead_ms: rounded(entry.overheadMs),
    first_byte_ms: rounded(entry.firstMs),
    total_ms: rounded(entry.totalMs),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}

export class RecentRequests {
  readonly #requests: Recent[] = [];

  add(request: Recent): void {
    this.#requests.push(request);
    if (this.#requests.length > MAX_RECENT) this.#requests.shift();
  }

  /** The newest first. */
  list(): Recent[] {
    return this.#requests.toReversed();
  }
}
