// Prunes: what each cost and earned.
import type { Prune, Stats } from './api.js';
import { count, dollars, short } from './format.js';
import { Table } from './parts.js';

const MAX_ROWS = 12;

export function Prunes({ pruning }: { readonly pruning: Stats['pruning'] }) {
  const { prunes, fetches, cost_usd: cost, earned_usd: earned, net_usd: net } = pruning;
  return (
    <Table
      title="Prunes: old results in short form"
      columns={['time', 'shorter by', 'written again', 'turns', 'fetches', 'cost', 'earned', 'break-even']}
      rows={pruning.recent
        .slice(0, MAX_ROWS)
        .map((own) => [
          new Date(own.time).toLocaleTimeString(),
          short(own.tokens_saved),
          short(own.tokens_rewritten),
          count(own.turns),
          count(own.fetches),
          dollars(own.cost_usd),
          dollars(own.earned_usd),
          <span class={own.turns_to_break_even === 0 ? 'good' : undefined}>{breakEven(own)}</span>,
        ])}
    >
      <p class="quiet">
        {count(prunes)} {prunes === 1 ? 'prune' : 'prunes'} cost {dollars(cost)} and earned {dollars(earned)}:{' '}
        {dollars(net)} net. Originals were fetched {count(fetches)} times.
      </p>
    </Table>
  );
}

function breakEven({ turns_to_break_even: left }: Prune): string {
  if (left === undefined) return 'unknown';
  return left === 0 ? 'reached' : `in ${count(left)} turns`;
}
