// A running account of the costs and savings of requests.
import { argument, lookAt, OBJECT } from '../errors/index.js';
import { modelInfo } from '../models/index.js';
import { usageOf, type Usage } from '../usage/index.js';
import { priced, promptOf } from './cost.js';
import { savingOf, withNew, type AnsweredRequest, type Saving } from './saving.js';

/** Sums over requests. Money is in nano-dollars. */
export interface SavingsTotals {
  requests: number;
  /** Requests whose prices are unknown. The sums of money exclude them. */
  unpriced: number;
  /** Requests whose usage is incomplete. The sums of money exclude them. */
  incomplete: number;
  cost: number;
  /** The cost of the requests without compression. */
  uncompressed: number;
  saved: number;
  /** Requests that read less from the provider's cache than the request before them had left there. */
  misses: number;
  /** The tokens that these requests did not read. */
  missedTokens: number;
  /** The cost of `missedTokens`, minus the price of reading them. */
  missCost: number;
  /** `saved` minus `missCost`. Misses count against compression, independently of their cause. */
  net: number;
}

/** Sums over all requests, and for each model. */
export interface SavingsSummary extends SavingsTotals {
  /** By the model's name in the registry. */
  readonly byModel: Readonly<Record<string, SavingsTotals>>;
}

/** The figures of one request. */
export interface RequestSaving extends Saving {
  /** Tokens that the cache should have had, and that were not read from it. */
  readonly missedTokens: number;
  /** The cost of `missedTokens`, minus the price of reading them, in nano-dollars. */
  readonly missCost: number;
}

/** A request of a conversation. */
export interface ConversationRequest extends AnsweredRequest {
  /** The conversation that it belongs to. Without one, cache misses are not found. */
  readonly conversation?: string | undefined;
}

/** Maximum number of conversations that are followed. The least recently used one is forgotten first. */
const MAX_CONVERSATIONS = 10_000;
/** Maximum number of models with sums of their own. The others share one. */
const MAX_MODELS = 1000;
const OTHERS = '(others)';

/**
 * Adds up the savings of many requests.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 * import { Savings, usageOf } from '@headroom/native/cost';
 *
 * const savings = new Savings();
 * const result = await compress(messages);
 * const response = await anthropic.messages.create({ model, max_tokens: 1024, messages: result.messages });
 * savings.add({ result, model, usage: usageOf(response) });
 * console.log(savings.summary());
 * ```
 */
export class Savings {
  readonly #all = zeroTotals();
  readonly #models = new Map<string, SavingsTotals>();
  /** The tokens that the last request of each conversation left in the cache, by model and conversation. */
  readonly #cached = new Map<string, number>();

  /** Adds a request. Requests of a conversation must be added in the order in which they were answered. */
  add(request: ConversationRequest): RequestSaving {
    argument('request', request, OBJECT);
    return lookAt('request', () => this.#add(request));
  }

  #add({ conversation, ...request }: ConversationRequest): RequestSaving {
    const info = typeof request.model === 'object' && request.model !== null ? request.model : modelInfo(request.model);
    const usage = usageOf(request.usage);
    const saving = savingOf({ ...request, usage, model: info });
    const missedTokens =
      conversation === undefined || saving.unknown === 'usage' ? 0 : this.#missed(`${info.id} ${conversation}`, usage);
    const hit = { ...withNew(usage, -missedTokens), cachedRead: usage.cachedRead + missedTokens };
    const missCost =
      missedTokens === 0 || saving.cost === undefined ? 0 : Math.max(0, saving.cost - priced(hit, info)!);
    const added = { ...saving, missedTokens, missCost };
    for (const totals of [this.#all, this.#of(info.id)]) count(totals, added);
    return added;
  }

  /** The sums so far. */
  summary(): SavingsSummary {
    return { ...this.#all, byModel: Object.fromEntries([...this.#models].map(([id, totals]) => [id, { ...totals }])) };
  }

  /** Tokens that were left in the cache and not read. A prompt that got shorter cannot miss more than its length. */
  #missed(key: string, usage: Usage): number {
    const before = this.#cached.get(key) ?? 0;
    this.#cached.delete(key);
    this.#cached.set(key, usage.cachedRead + usage.cacheWrite5m + usage.cacheWrite1h);
    const [oldest] = this.#cached.keys();
    if (this.#cached.size > MAX_CONVERSATIONS) this.#cached.delete(oldest!);
    return Math.max(0, Math.min(before, promptOf(usage)) - usage.cachedRead);
  }

  #of(id: string): SavingsTotals {
    const key = this.#models.has(id) || this.#models.size < MAX_MODELS ? id : OTHERS;
    const totals = this.#models.get(key) ?? zeroTotals();
    this.#models.set(key, totals);
    return totals;
  }
}

function zeroTotals(): SavingsTotals {
  return {
    requests: 0,
    unpriced: 0,
    incomplete: 0,
    cost: 0,
    uncompressed: 0,
    saved: 0,
    misses: 0,
    missedTokens: 0,
    missCost: 0,
    net: 0,
  };
}

function count(
  totals: SavingsTotals,
  { cost = 0, uncompressed = 0, saved = 0, unknown, missedTokens, missCost }: RequestSaving,
): void {
  totals.requests += 1;
  totals.unpriced += unknown === 'prices' ? 1 : 0;
  totals.incomplete += unknown === 'usage' ? 1 : 0;
  totals.cost += cost;
  totals.uncompressed += uncompressed;
  totals.saved += saved;
  totals.misses += missedTokens > 0 ? 1 : 0;
  totals.missedTokens += missedTokens;
  totals.missCost += missCost;
  totals.net += saved - missCost;
}
