// The figures on top, and the facts behind them.
import type { Stats } from './api.js';
import { count, dollars, duration, ms, percent, share, short } from './format.js';
import { Card, Facts, Table } from './parts.js';

export function Cards({ stats }: { readonly stats: Stats }) {
  const { lifetime, month, today } = stats.persistent_savings;
  const { net_saved_usd: net, total_usd: total, saved_usd: saved } = month.cost;
  return (
    <div class="cards">
      <Card
        label="Net saved this month"
        value={dollars(net)}
        note={`${percent(share(net, total + saved))} of the bill · today ${dollars(today.cost.net_saved_usd)}`}
        isBad={net < 0}
      />
      <Card
        label="Net saved, all time"
        value={dollars(lifetime.cost.net_saved_usd)}
        note={`spent ${dollars(lifetime.cost.total_usd)}`}
      />
      <Card
        label="Tokens saved this month"
        value={short(month.saved)}
        note={
          month.could_save > 0
            ? `${short(month.could_save)} more could be saved: the mode audit ran`
            : `${month.savings_percent.toFixed(1)}% of what was read`
        }
      />
      <Card
        label="Prompt cache hit rate"
        value={percent(stats.cache.hit_rate)}
        note={`${count(stats.cache.misses)} misses`}
      />
      <Card label="Requests" value={count(stats.requests.total)} note={`${count(stats.requests.failed)} failed`} />
      <Card
        label="Overhead, median"
        value={ms(stats.compression.overhead_ms.p50)}
        note={`p99 ${ms(stats.compression.overhead_ms.p99)}`}
      />
    </div>
  );
}

export function Health({ stats }: { readonly stats: Stats }) {
  const { requests, latency_ms: latency, shadow, budgets, persistent_savings: persistent } = stats;
  return (
    <Facts
      title="Health"
      facts={[
        ['Mode', stats.mode],
        ['Running for', duration(stats.uptime_seconds)],
        ['First byte, p50 / p99', `${ms(latency.first_byte.p50)} / ${ms(latency.first_byte.p99)}`],
        ['Response, p50 / p99', `${ms(latency.total.p50)} / ${ms(latency.total.p99)}`],
        ['No connection, broken off', `${count(requests.unreachable)}, ${count(requests.broken_off)}`],
        ['From the response cache', count(requests.cached)],
        ['Refused: rate, budget', `${count(requests.rate_limited)}, ${count(requests.over_budget)}`],
        ['Retrievals', count(stats.compression.retrievals)],
        ['Measured saving', measured(shadow)],
        ...budgets.map(({ per, usd, spent_usd }): [string, string] => [
          `Budget per ${per}`,
          `${dollars(spent_usd)} of ${dollars(usd)}`,
        ]),
        ['Savings are kept', persistent.problem === undefined ? 'yes' : `no (${persistent.problem})`],
      ]}
    />
  );
}

function measured({ saving, interval, conversations }: Stats['shadow']): string {
  if (saving === undefined || !interval) return `${count(conversations.shadow)} shadow conversations so far`;
  return `${percent(saving)} (${percent(interval[0])} to ${percent(interval[1])})`;
}

export function Cache({ stats }: { readonly stats: Stats }) {
  const { cache, compression } = stats;
  return (
    <Facts
      title="Prompt cache and compression"
      facts={[
        ['Misses', `${count(cache.misses)} (${short(cache.missed_tokens)} tokens)`],
        ['Perhaps caused by the proxy', count(cache.misses_perhaps_ours)],
        ['Conversations no longer compressed', count(cache.conversations_no_longer_compressed)],
        ...Object.entries(cache.reasons_of_providers).map(([reason, n]): [string, string] => [
          `Provider: ${reason}`,
          count(n),
        ]),
        ['Compressed requests', count(compression.requests)],
        ...Object.entries(compression.skipped).map(([reason, n]): [string, string] => [
          `Sent as it came: ${reason}`,
          count(n),
        ]),
      ]}
    />
  );
}

const MAX_TOOLS = 12;

export function FloorTable({ stats: { floor } }: { readonly stats: Stats }) {
  const { requests, system_tokens: system, tool_tokens: tools, never_used: unused } = floor;
  return (
    <Table
      title="The floor: what each request carries before its messages"
      columns={['tool', 'tokens', 'calls', 'sent in all']}
      rows={floor.tools
        .slice(0, MAX_TOOLS)
        .map(({ name, tokens, calls, sent_tokens: sent }) => [
          name,
          count(tokens),
          calls === 0 ? 'never' : count(calls),
          short(sent),
        ])}
    >
      <p class="quiet">
        A request has {short(share(tools, requests))} tokens of tools and {short(share(system, requests))} of
        instructions. {count(unused.tools)} tools were never called; they cost {short(unused.sent_tokens)} tokens.
      </p>
    </Table>
  );
}
