// The statistics as JSON: `/stats`.
import { share } from '../../format/index.js';
import type { App } from '../app.js';
import { startOf, told, type Histogram, type LedgerStats, type Sums } from '../ledger/index.js';
import { sendJson } from '../reply.js';
import { pruningOf } from './pruning.js';
import type { OwnRoute } from './route.js';

export const stats: OwnRoute = {
  method: 'GET',
  path: '/stats',
  access: 'own',
  run: (app, _request, response) => sendJson(response, 200, statsOf(app)),
};

/** The recent requests without their contents. */
export const requests: OwnRoute = {
  method: 'GET',
  path: '/requests',
  access: 'own',
  run: async ({ ledger, contents }, _request, response) => {
    const withTexts = await contents?.ids();
    const listed = ledger.recent().map((own) => (withTexts ? { ...own, has_texts: withTexts.has(own.id) } : own));
    sendJson(response, 200, { logs_contents: withTexts !== undefined, requests: listed });
  },
};

function statsOf({ mode, since, ledger, gate, floor, answers }: App): object {
  const all = ledger.stats();
  return {
    mode,
    uptime_seconds: Math.floor((Date.now() - since) / 1000),
    requests: {
      total: all.requests,
      refused: all.refused,
      rate_limited: all.limited,
      over_budget: all.overBudget,
      passed_through: all.passed,
      cached: all.totals.cached,
      failed: all.totals.failed,
      unreachable: all.unreachable,
      broken_off: all.brokenOff,
      retried: all.retried,
      by_status: all.byStatus,
    },
    compression: {
      requests: all.totals.compressed,
      retrievals: all.totals.retrievals,
      skipped: all.skipped,
      overhead_ms: timesOf(all.times.overhead),
    },
    latency_ms: { first_byte: timesOf(all.times.first), total: timesOf(all.times.total) },
    tokens: tokensOf(all.totals),
    cost: costOf(all.totals),
    cache: cacheOf(all),
    pruning: pruningOf(all, ledger.prunes()),
    shadow: all.measured,
    floor: floor.stats(),
    budgets: gate.budgets.stats(),
    ...(answers && { response_cache: answers.stats() }),
    by_route: mapped(all.byRoute, tokensOf),
    by_model: mapped(all.byModel, tokensOf),
    by_project: mapped(all.byProject, tokensOf),
    ...persistentOf({ ledger }),
  };
}

/** Sums that a file keeps beyond this process. */
function persistentOf({ ledger: { history } }: Pick<App, 'ledger'>): object {
  const now = Date.now();
  const of = (sums: Sums): object => ({ ...tokensOf(sums), cost: costOf(sums) });
  return {
    persistent_savings: {
      problem: history.problem,
      lifetime: of(history.total()),
      month: of(history.total(startOf('month', now))),
      today: of(history.total(startOf('day', now))),
    },
  };
}

function timesOf(times: Histogram): object {
  return {
    average: share(times.sum, times.count),
    p50: times.percentile(0.5),
    p95: times.percentile(0.95),
    p99: times.percentile(0.99),
    longest: times.largest,
  };
}

/** `before` and `after` are estimates of the texts that were read; the others are the providers' own counts of whole requests. */
function tokensOf({
  requests,
  tokensBefore,
  tokensAfter,
  couldSave,
  input,
  cacheRead,
  cacheWrite,
  output,
}: Sums): object {
  const saved = tokensBefore - tokensAfter;
  return {
    requests,
    before: tokensBefore,
    after: tokensAfter,
    saved,
    savings_percent: 100 * share(saved, tokensBefore),
    could_save: couldSave,
    input,
    cache_read: cacheRead,
    cache_write: cacheWrite,
    output,
  };
}

/** Dollars at list prices, for requests with known prices and usage. */
function costOf(sums: Sums): object {
  const { cost_usd, saved_usd, miss_cost_usd, net_saved_usd } = told(sums);
  return {
    requests: sums.priced,
    without_price: sums.unpriced,
    without_usage: sums.incomplete,
    total_usd: cost_usd,
    uncompressed_usd: cost_usd! + saved_usd!,
    saved_usd,
    cache_misses: sums.misses,
    cache_misses_usd: miss_cost_usd,
    net_saved_usd,
  };
}

function cacheOf({ totals, missReasons, losing }: LedgerStats): object {
  const prompt = totals.input + totals.cacheRead + totals.cacheWrite;
  return {
    hit_rate: share(totals.cacheRead, prompt),
    misses: totals.misses,
    misses_perhaps_ours: totals.suspectMisses,
    missed_tokens: totals.missedTokens,
    reasons_of_providers: missReasons,
    conversations_no_longer_compressed: losing,
  };
}

function mapped<T, U>(values: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
