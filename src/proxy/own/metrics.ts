// What the proxy did, as Prometheus reads it (text exposition format 0.0.4).
import type { App } from '../app.js';
import { sendText } from '../reply.js';
import type { OwnRoute } from './route.js';

export const metrics: OwnRoute = {
  method: 'GET',
  path: '/metrics',
  access: 'own',
  run: (app, _request, response) => sendText(response, 200, metricsOf(app), 'text/plain; version=0.0.4'),
};

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

function metricsOf({ mode, since, ledger }: App): string {
  const all = ledger.stats();
  const { totals, money } = all;
  const each = (values: Readonly<Record<string, number>>, label: string): Sample[] =>
    Object.entries(values).map(([name, value]) => [{ [label]: name }, value]);
  const models = Object.entries(all.byModel);
  return [
    counter('requests_total', 'Requests that were let in.', [[{ mode }, all.requests]]),
    counter('requests_refused_total', 'Requests that were refused.', [[{}, all.refused]]),
    counter('requests_passed_total', 'Requests without a conversation.', [[{}, all.passed]]),
    counter('responses_total', 'Responses to requests with a conversation.', each(all.byStatus, 'status')),
    counter(
      'requests_by_model_total',
      'Requests with a conversation.',
      models.map(([model, own]) => [{ model }, own.requests]),
    ),
    counter('upstream_connection_errors_total', 'Requests for which no provider was reached.', [[{}, all.unreachable]]),
    counter('upstream_broken_off_total', 'Responses that the provider broke off.', [[{}, all.brokenOff]]),
    counter('compressions_total', 'Requests whose body changed.', [[{}, totals.compressed]]),
    counter('retrievals_total', 'Requests that were sent again with what the model asked for.', [[{}, all.retrievals]]),
    counter('compression_skipped_total', 'Requests that were sent as they came.', each(all.skipped, 'reason')),
    counter('tokens_before_total', 'Estimated tokens of texts that were read.', [[{}, totals.tokensBefore]]),
    counter('tokens_after_total', 'Estimated tokens of the same texts as they were sent.', [[{}, totals.tokensAfter]]),
    counter('tokens_saved_total', 'The difference.', [[{}, totals.tokensBefore - totals.tokensAfter]]),
    counter('uncached_input_tokens_total', 'New input tokens, counted by providers.', [[{}, totals.input]]),
    counter('cache_read_tokens_total', 'Tokens read from prompt caches.', [[{}, totals.cachedRead]]),
    counter('cache_write_tokens_total', 'Tokens written to prompt caches.', [[{}, totals.cacheWrite]]),
    counter('tokens_output_total', 'Output tokens, counted by providers.', [[{}, totals.output]]),
    gauge('cost_usd', 'Cost at list prices.', money.cost / 1e9),
    gauge('net_saved_usd', 'Savings less the cost of cache misses.', money.net / 1e9),
    counter('overhead_ms_sum', 'Time spent on compressing.', [[{}, all.overheadMs.sum]]),
    gauge('overhead_ms_max', 'The longest of it.', all.overheadMs.longest),
    gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
    gauge('uptime_seconds', 'Time since the start.', (Date.now() - since) / 1000),
  ].join('');
}

function counter(name: string, help: string, samples: readonly Sample[]): string {
  return metric('counter', name, help, samples);
}

function gauge(name: string, help: string, value: number): string {
  return metric('gauge', name, help, [[{}, value]]);
}

function metric(type: string, name: string, help: string, samples: readonly Sample[]): string {
  const full = `headroom_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labelled(labels)} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
