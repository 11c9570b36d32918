// Defines each number once. /stats, /stats-history, /metrics, the dashboard and `headroom stats` only format them.
import { NANO_PER_DOLLAR } from '../../money/index.js';

/** All sums and their meaning. */
export const FIELDS = {
  requests: 'Requests with a conversation.',
  compressed: 'Requests whose body changed.',
  failed: 'Requests that were answered with an error, or not at all.',
  cached: 'Requests that were answered from the response cache.',
  tokensBefore: 'Estimated tokens of the texts that were read, as they came.',
  tokensAfter:
    'Estimated tokens of the same texts, as they were sent. A request that its provider did not answer saves nothing.',
  couldSave: 'Estimated tokens that compressing would have saved in the mode audit, which sends requests unchanged.',
  input: 'New input tokens that were not written to a prompt cache, counted by providers.',
  cacheRead: 'Input tokens read from prompt caches, counted by providers.',
  cacheWrite: 'Input tokens written to prompt caches, counted by providers.',
  output: 'Output tokens, counted by providers.',
  priced: 'Requests whose cost is known: their usage is complete and their model has list prices.',
  unpriced: 'Requests whose model has no list prices.',
  incomplete: 'Requests whose usage the provider did not report completely.',
  cost: 'Cost at list prices.',
  saved: 'What the saved tokens would have cost, at the cache prices of their conversation.',
  misses: 'Requests that read less from the prompt cache than the request before them had left there.',
  suspectMisses: 'Misses behind a prefix that the proxy sent differently than before: those that it may have caused.',
  missedTokens: 'Tokens that these requests did not read.',
  missCost: 'What missed tokens cost beyond the price of reading them.',
  retrievals: 'Requests that were sent again with what the model had asked for.',
  prunes: 'Prunes: requests in which old results of their conversation were replaced by short forms.',
  prunedTokens: 'Estimated tokens by which prunes made conversations shorter, each prune counted once.',
  rewrittenTokens: 'Estimated tokens that were written to prompt caches again because of prunes.',
  pruneCost: 'What prunes cost: their cache misses, and fetches of originals in pruned conversations.',
  pruneEarned: 'What pruned tokens would have cost in each turn since, at the price of a cache read.',
  pruneFetches: 'Fetches of originals in pruned conversations.',
  overheadMs: 'Time spent on compressing, in milliseconds.',
} as const;

export type Field = keyof typeof FIELDS;

/** Sums of all fields. Money is in nano-dollars. */
export type Sums = Record<Field, number>;

/** Fields that are money. */
export const MONEY: ReadonlySet<Field> = new Set<Field>(['cost', 'saved', 'missCost', 'pruneCost', 'pruneEarned']);

export const NAMES: readonly Field[] = Object.keys(FIELDS) as Field[];

export function none(): Sums {
  return Object.fromEntries(NAMES.map((name) => [name, 0])) as Sums;
}

export function addTo(sums: Sums, more: Partial<Sums>): void {
  for (const name in more) {
    const value = more[name as Field];
    if (value) sums[name as Field] += value;
  }
}

/** The saving minus the cost of cache misses. Misses count against the proxy, whoever caused them. */
export function netOf({ saved, missCost }: Sums): number {
  return saved - missCost;
}

/** Sums for machines: names in snake case, money in dollars, and figures derived from them. */
export function told(sums: Sums): Record<string, number> {
  const fields = NAMES.map((name) =>
    MONEY.has(name) ? [`${snake(name)}_usd`, sums[name] / NANO_PER_DOLLAR] : [snake(name), sums[name]],
  );
  return {
    ...Object.fromEntries(fields),
    tokens_saved: sums.tokensBefore - sums.tokensAfter,
    net_saved_usd: netOf(sums) / NANO_PER_DOLLAR,
  };
}

export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
