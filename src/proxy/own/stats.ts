// What the proxy did, for machines.
import { share } from '../../format/index.js';
import type { App } from '../app.js';
import type { LedgerStats, Totals } from '../ledger.js';
import { sendJson } from '../reply.js';
import type { OwnRoute } from './route.js';

const NANO_PER_DOLLAR = 1e9;

export const stats: OwnRoute = {
  method: 'GET',
  path: '/stats',
  access: 'own',
  run: (app, _request, response) => sendJson(response, 200, statsOf(app)),
};

function statsOf({ mode, since, ledger }: App): object {
  const all = ledger.stats();
  return {
    mode,
    uptime_seconds: Math.floor((Date.now() - since) / 1000),
    requests: {
      total: all.requests,
      refused: all.refused,
      passed_through: all.passed,
      unreachable: all.unreachable,
      broken_off: all.brokenOff,
      by_status: all.byStatus,
    },
    compression: {
      requests: all.totals.compressed,
      retrievals: all.retrievals,
      skipped: all.skipped,
      overhead_ms: overheadOf(all),
    },
    tokens: tokensOf(all.totals),
    cost: costOf(all),
    by_route: mapped(all.byRoute, tokensOf),
    by_model: mapped(all.byModel, tokensOf),
  };
}

function overheadOf({ overheadMs: { sum, longest }, totals }: LedgerStats): object {
  return { average: share(sum, totals.requests), longest };
}

/** `before` and `after` are estimates of the texts that were read; the others are the providers' own counts of whole requests. */
function tokensOf({ requests, tokensBefore, tokensAfter, input, cachedRead, cacheWrite, output }: Totals): object {
  const saved = tokensBefore - tokensAfter;
  return {
    requests,
    before: tokensBefore,
    after: tokensAfter,
    saved,
    savings_percent: 100 * share(saved, tokensBefore),
    input,
    cache_read: cachedRead,
    cache_write: cacheWrite,
    output,
  };
}

/** Dollars at list prices, of requests whose model has a known price and whose usage is known. */
function costOf({ money }: LedgerStats): object {
  const dollars = (nano: number): number => nano / NANO_PER_DOLLAR;
  return {
    requests: money.requests,
    without_price: money.unpriced,
    without_usage: money.incomplete,
    total_usd: dollars(money.cost),
    uncompressed_usd: dollars(money.uncompressed),
    saved_usd: dollars(money.saved),
    cache_misses: money.misses,
    cache_misses_usd: dollars(money.missCost),
    net_saved_usd: dollars(money.net),
  };
}

function mapped<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
