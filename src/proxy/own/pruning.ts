// What prunes cost and earned, for machines.
import { NANO_PER_DOLLAR } from '../../money/index.js';
import { told, type LedgerStats, type PruneRecord } from '../ledger/index.js';

/** The figures of all prunes since the start, and of the last ones. */
export function pruningOf({ totals }: LedgerStats, prunes: readonly PruneRecord[]): object {
  const { prune_cost_usd: cost, prune_earned_usd: earned } = told(totals);
  return {
    prunes: totals.prunes,
    tokens_saved: totals.prunedTokens,
    tokens_rewritten: totals.rewrittenTokens,
    fetches: totals.pruneFetches,
    cost_usd: cost,
    earned_usd: earned,
    net_usd: earned! - cost!,
    recent: prunes.map(pruneOf),
  };
}

function pruneOf(prune: PruneRecord): object {
  const { time, conversation, model, tokensSaved, tokensRewritten, cost, earned, turns, fetches } = prune;
  return {
    time: new Date(time).toISOString(),
    conversation,
    model,
    tokens_saved: tokensSaved,
    tokens_rewritten: tokensRewritten,
    turns,
    fetches,
    cost_usd: cost / NANO_PER_DOLLAR,
    earned_usd: earned / NANO_PER_DOLLAR,
    turns_to_break_even: turnsLeft(prune),
  };
}

/** Further turns until a prune has earned its cost, if each earns as much as those so far. Undefined if none earned anything. */
function turnsLeft({ cost, earned, turns }: PruneRecord): number | undefined {
  if (earned >= cost) return 0;
  return earned === 0 ? undefined : Math.ceil(((cost - earned) * turns) / earned);
}
