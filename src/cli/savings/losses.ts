// Cache losses: text that the provider's prompt cache had and that was nevertheless billed at the full price, by cause.
import { ratesFor } from './rates.js';
import type { Request } from './usage.js';

/** Why cached text had to be written again. */
export type Cause = 'expired' | 'model' | 'compacted' | 'changed';

/** Cached text that was written again for one cause. */
export interface Loss {
  requests: number;
  tokens: number;
  /** What reading it from the cache would have saved, in US dollars. */
  cost: number;
}

const MINUTE_MS = 60_000;
/** How long providers keep a prefix: five minutes, or an hour where that was asked for. */
const LIFETIMES_MS = { short: 5 * MINUTE_MS, long: 60 * MINUTE_MS };
/** Providers cache in blocks, and nothing shorter than this, in tokens. Smaller differences are no losses. */
const MIN_TOKENS = 1024;

/** The losses of a session by cause. A model that reports no cache at all has none to lose. */
export function lossesIn(requests: readonly Request[], price: number | undefined): Map<Cause, Loss> {
  const losses = new Map<Cause, Loss>();
  const last = new Map<string, Request>();
  for (const request of requests) {
    const before = last.get(request.thread);
    last.set(request.thread, request);
    const tokens = before ? lostSince(before, request) : 0;
    if (!before || tokens < MIN_TOKENS) continue;
    const cause = causeOf(before, request);
    const { written, read } = ratesFor(request.model, price);
    const loss = losses.get(cause) ?? { requests: 0, tokens: 0, cost: 0 };
    losses.set(cause, {
      requests: loss.requests + 1,
      tokens: loss.tokens + tokens,
      cost: loss.cost + tokens * (written - read),
    });
  }
  return losses;
}

/** Adds `more` to `sum`. */
export function addLoss(sum: Loss, more: Readonly<Loss>): void {
  sum.requests += more.requests;
  sum.tokens += more.tokens;
  sum.cost += more.cost;
}

/** The tokens that the cache held after a request, and that the next one did not read from it. */
function lostSince({ counts: before }: Request, { counts: now }: Request): number {
  const isReported = before.cacheRead + before.cacheWrite + now.cacheRead + now.cacheWrite > 0;
  if (!isReported) return 0;
  // Providers that report no writes cache by themselves whatever was sent.
  const held = before.cacheRead + (before.cacheWrite > 0 ? before.cacheWrite : before.input);
  const sent = now.input + now.cacheRead + now.cacheWrite;
  return Math.max(0, Math.min(held, sent) - now.cacheRead);
}

function causeOf(before: Request, now: Request): Cause {
  if (now.isCompacted) return 'compacted';
  if (now.model !== before.model) return 'model';
  const pause = before.at === undefined || now.at === undefined ? 0 : now.at - before.at;
  return pause > (before.isLongLived ? LIFETIMES_MS.long : LIFETIMES_MS.short) ? 'expired' : 'changed';
}
