// What the prunes of a session cost, and what they have earned since.
import type { Texts } from '../native/index.js';
import type { CachePrices } from './pruning.js';

/** A prune: old results of the conversation were replaced by short forms. All figures are estimates. */
export interface PruneReport {
  /** The number of tokens that the conversation is shorter from this turn on. */
  readonly tokensSaved: number;
  /** The number of tokens that the provider's cache must write again because of the prune. */
  readonly tokensRewritten: number;
  /**
   * The number of later turns after which the prune has paid for itself by the prices of the model. 0 if the cache was
   * cold, undefined without prices.
   */
  readonly breakEvenTurns: number | undefined;
}

/** The prunes of a session so far. */
export interface PruneStats {
  count: number;
  /** The number of tokens that conversations became shorter. */
  tokensSaved: number;
  /** The number of tokens that the provider's cache had to write again. */
  tokensRewritten: number;
  /** The number of tokens that later turns of this session did not read because of the prunes, added up over the turns. */
  tokensNotRead: number;
  /** The price of the cache writes, in tokens of input. */
  paid: number;
  /** What the tokens that were not read would have cost, in tokens of input. */
  earned: number;
}

/** A turn of a session. */
export interface PrunedTurn {
  /** The number of tokens that earlier prunes of this session made the conversation shorter. */
  readonly prunedBefore: number;
  readonly pruned: PruneReport | undefined;
  /** Undefined if they are unknown. */
  readonly prices: CachePrices | undefined;
  /** Whether the provider's cache had expired. */
  readonly isCold: boolean;
}

/** The report of a prune for the caller. */
export function reportOf(
  pruned: Texts['pruned'],
  prices: CachePrices | undefined,
  isCold: boolean,
): PruneReport | undefined {
  if (!pruned) return undefined;
  const { tokensSaved, tokensRewritten } = pruned;
  const perTurn = prices && tokensSaved * prices.read;
  const breakEvenTurns = perTurn && Math.ceil(priceOf(tokensRewritten, prices, isCold) / perTurn);
  return { tokensSaved, tokensRewritten, breakEvenTurns };
}

/** The price of writing tokens to the cache instead of reading them from it, in thousandths of a token of input. */
function priceOf(tokens: number, { read, write }: CachePrices, isCold: boolean): number {
  return isCold ? 0 : tokens * Math.max(0, write - read);
}

/** Adds up what the prunes of conversations cost and earn. */
export class PruneTally {
  readonly #stats: PruneStats = { count: 0, tokensSaved: 0, tokensRewritten: 0, tokensNotRead: 0, paid: 0, earned: 0 };

  /** Counts a turn of a conversation. */
  add({ prunedBefore, pruned, prices, isCold }: PrunedTurn): void {
    this.#stats.tokensNotRead += prunedBefore;
    if (prices) this.#stats.earned += (prunedBefore * prices.read) / 1000;
    if (!pruned) return;
    this.#stats.count += 1;
    this.#stats.tokensSaved += pruned.tokensSaved;
    this.#stats.tokensRewritten += pruned.tokensRewritten;
    if (prices) this.#stats.paid += priceOf(pruned.tokensRewritten, prices, isCold) / 1000;
  }

  get stats(): PruneStats {
    const { paid, earned, ...tokens } = this.#stats;
    return { ...tokens, paid: Math.round(paid), earned: Math.round(earned) };
  }
}
