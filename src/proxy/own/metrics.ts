// Statistics for Prometheus.
import { NANO_PER_DOLLAR } from '../../money/index.js';
import type { App } from '../app.js';
import { FIELDS, MONEY, NAMES, netOf, OCCURRENCES, snake, told, type Occurrence, type Sums } from '../ledger/index.js';
import { sendText } from '../reply.js';
import { counter, gauge, histogram, type Sample } from './exposition.js';
import type { OwnRoute } from './route.js';

export const metrics: OwnRoute = {
  method: 'GET',
  path: '/metrics',
  access: 'own',
  run: (app, _request, response) => sendText(response, 200, metricsOf(app), 'text/plain; version=0.0.4'),
};

const MS_PER_SECOND = 1000;
/** Metrics whose name differs from that of the sum. */
const METRICS: Readonly<Partial<Record<string, string>>> = {
  requests: 'conversation_requests',
  compressed: 'compressions',
  cached: 'requests_cached',
  failed: 'requests_failed',
  input: 'uncached_input_tokens',
  cacheRead: 'cache_read_tokens',
  cacheWrite: 'cache_write_tokens',
  output: 'tokens_output',
  misses: 'cache_misses',
  suspectMisses: 'cache_misses_suspect',
  missedTokens: 'cache_missed_tokens',
  missCost: 'cache_misses_cost',
};
const COUNTS: Readonly<Record<Occurrence, string>> = {
  requests: 'requests_total',
  refused: 'requests_refused_total',
  passed: 'requests_passed_total',
  unreachable: 'upstream_connection_errors_total',
  brokenOff: 'upstream_broken_off_total',
  retried: 'upstream_retries_total',
  limited: 'requests_rate_limited_total',
  overBudget: 'requests_over_budget_total',
};

function metricsOf({ mode, since, ledger }: App): string {
  const all = ledger.stats();
  const { totals, times } = all;
  const each = (values: Readonly<Record<string, number>>, label: string): Sample[] =>
    Object.entries(values).map(([name, value]) => [{ [label]: name }, value]);
  const models = (value: (sums: Sums) => number): Sample[] =>
    Object.entries(all.byModel).map(([model, own]) => [{ model }, value(own)]);
  const figures = told(totals);
  return [
    ...(Object.keys(COUNTS) as Occurrence[]).map((name) =>
      counter(COUNTS[name], OCCURRENCES[name], [[name === 'requests' ? { mode } : {}, all[name]]]),
    ),
    ...NAMES.map((name) => {
      const key = MONEY.has(name) ? `${snake(name)}_usd` : snake(name);
      const metric = `${METRICS[name] ?? snake(name)}${MONEY.has(name) ? '_usd' : ''}`;
      return counter(`${metric}_total`, FIELDS[name], [[{}, figures[key]!]]);
    }),
    counter('tokens_saved_total', 'The tokens before, less those after.', [[{}, figures['tokens_saved']!]]),
    gauge('net_saved_usd', 'What was saved, less what cache misses cost.', figures['net_saved_usd']!),
    counter(
      'requests_by_model_total',
      FIELDS.requests,
      models((own) => own.requests),
    ),
    counter(
      'tokens_saved_by_model_total',
      'Tokens saved.',
      models((own) => own.tokensBefore - own.tokensAfter),
    ),
    counter(
      'cost_by_model_usd_total',
      FIELDS.cost,
      models((own) => own.cost / NANO_PER_DOLLAR),
    ),
    counter('responses_total', 'Responses to requests with a conversation.', each(all.byStatus, 'status')),
    counter('compression_skipped_total', 'Requests that were sent as they came.', each(all.skipped, 'reason')),
    counter('provider_cache_miss_reasons_total', 'Misses, as providers explain them.', each(all.missReasons, 'reason')),
    gauge('conversations_losing', 'Conversations that are no longer compressed because that cost more.', all.losing),
    gauge(
      'net_saved_usd_lifetime',
      'Net savings, earlier processes included.',
      netOf(ledger.history.total()) / NANO_PER_DOLLAR,
    ),
    histogram('overhead_seconds', 'Time spent on compressing a request.', times.overhead, MS_PER_SECOND),
    histogram('first_byte_seconds', 'Time from a request to the head of its response.', times.first, MS_PER_SECOND),
    histogram('latency_seconds', 'Time from a request to the end of its response.', times.total, MS_PER_SECOND),
    histogram('compression_ratio', 'Tokens that are left of those that were read, as a share.', all.ratios),
    gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
    gauge('uptime_seconds', 'Time since the start.', (Date.now() - since) / MS_PER_SECOND),
  ].join('');
}
