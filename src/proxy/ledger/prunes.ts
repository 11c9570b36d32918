// Prunes of conversations: the cost of each, and what it has earned since.
import type { ModelInfo } from '../../models/index.js';
import { priced } from '../../money/index.js';
import { isRead, type Entry } from './entry.js';
import type { Money } from './accounts.js';
import type { Sums } from './sums.js';

/** A prune and its result so far. Money is in nano-dollars. */
export interface PruneRecord {
  /** When it was made, as `Date.now` has it. */
  readonly time: number;
  readonly conversation: string;
  readonly model: string | undefined;
  /** Estimated tokens by which the conversation is shorter from then on, and that were written to the cache again. */
  readonly tokensSaved: number;
  readonly tokensRewritten: number;
  /** The cost of the cache miss in the turn of the prune, and of fetching originals since. */
  cost: number;
  /** The price of reading the pruned tokens from the cache in each turn since. */
  earned: number;
  /** Turns since that a model has answered, that of the prune included. */
  turns: number;
  /** Originals that were fetched since. They count against the prune, whatever elided them. */
  fetches: number;
}

/** Maximum number of conversations that are followed. The least recently used one is forgotten first. */
const MAX_CONVERSATIONS = 2000;
/** Maximum number of prunes of one conversation that are followed. */
const MAX_PRUNES = 50;
/** Maximum number of prunes that are listed. */
const MAX_LISTED = 100;
const NO_TOKENS = { input: 0, cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0 };

/** Follows prunes from the turn in which they were made. */
export class Prunes {
  readonly #conversations = new Map<string, PruneRecord[]>();
  #listed: PruneRecord[] = [];

  /** Adds a request. Returns what it adds to the sums. */
  add(entry: Entry, money: Money | undefined, model: ModelInfo, now: number = Date.now()): Partial<Sums> {
    const { conversation, pruned, retrievals } = entry;
    if (conversation === undefined) return {};
    const own = this.#followed(conversation, entry);
    if (pruned) own.push(this.#begun(entry, conversation, pruned, money?.missCost ?? 0, now));
    const last = own.at(-1);
    if (!last) return {};
    this.#remember(conversation, own.slice(-MAX_PRUNES));
    const fetchCost = costOfFetches(entry, model);
    last.fetches += retrievals;
    last.cost += fetchCost;
    return {
      ...(pruned && {
        prunes: 1,
        prunedTokens: pruned.tokensSaved,
        rewrittenTokens: pruned.tokensRewritten,
      }),
      pruneCost: fetchCost + (pruned ? (money?.missCost ?? 0) : 0),
      pruneEarned: earn(own, entry, model),
      pruneFetches: retrievals,
    };
  }

  /** The last prunes, the newest first. */
  list(): readonly PruneRecord[] {
    return this.#listed.toReversed();
  }

  /** The prunes that still make a conversation shorter. A conversation that was rewritten has lost them. */
  #followed(conversation: string, { lineage }: Entry): PruneRecord[] {
    if (lineage === 'adopted' || lineage === 'rewritten') this.#conversations.delete(conversation);
    return [...(this.#conversations.get(conversation) ?? [])];
  }

  #begun(
    { model }: Entry,
    conversation: string,
    { tokensSaved, tokensRewritten }: NonNullable<Entry['pruned']>,
    cost: number,
    time: number,
  ): PruneRecord {
    const prune = { time, conversation, model, tokensSaved, tokensRewritten, cost, earned: 0, turns: 0, fetches: 0 };
    this.#listed.push(prune);
    if (this.#listed.length > MAX_LISTED) this.#listed.shift();
    return prune;
  }

  #remember(conversation: string, prunes: PruneRecord[]): void {
    this.#conversations.delete(conversation);
    this.#conversations.set(conversation, prunes);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > MAX_CONVERSATIONS) this.#conversations.delete(oldest!);
  }
}

/** Credits each prune with the tokens that this request did not read. Together they earn no more than the request saved. */
function earn(prunes: readonly PruneRecord[], entry: Entry, model: ModelInfo): number {
  let left = entry.isCompressed && entry.usage ? entry.tokensBefore - entry.tokensAfter : 0;
  let sum = 0;
  for (const prune of prunes) {
    const tokens = Math.max(0, Math.min(prune.tokensSaved, left));
    left -= tokens;
    const earned = priced({ ...NO_TOKENS, cachedRead: tokens }, model) ?? 0;
    prune.turns += Number(isRead(entry));
    prune.earned += earned;
    sum += earned;
  }
  return sum;
}

/** Each fetch reads the conversation from the cache once more. The usage is that of all rounds together. */
function costOfFetches({ usage, retrievals }: Entry, model: ModelInfo): number {
  if (!usage || retrievals === 0) return 0;
  const { input, cachedRead, cacheWrite5m, cacheWrite1h } = usage;
  const prompt = Math.round((input + cachedRead + cacheWrite5m + cacheWrite1h) / (1 + retrievals));
  return retrievals * (priced({ ...NO_TOKENS, cachedRead: prompt }, model) ?? 0);
}
