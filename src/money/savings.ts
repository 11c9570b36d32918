// A running account of what requests cost and saved.
import { argument, lookAt, OBJECT } from '../errors/index.js';
import { modelInfo } from '../models/index.js';
import { usageOf, type Usage } from '../usage/index.js';
import { priced, promptOf } from './cost.js';
import { savingOf, withNew, type AnsweredRequest, type Saving } from './saving.js';

/** Sums over requests. Money is in nano-dollars. */
export interface SavingsTotals {
  requests: number;
  /** Those whose model has no known prices: none of their money is in the sums. */
  unpriced: number;
  /** Those whose usage was not all there, likewise. */
  incomplete: number;
  cost: number;
  /** What they would have cost uncompressed. */
  uncompressed: number;
  saved: number;
  /** Requests that read less from the provider's cache than the request before them in the conversation had left there. */
  misses: number;
  /** The tokens that they did not read. */
  missedTokens: number;
  /** What those cost beyond the price of reading them. */
  missCost: number;
  /** `saved` less `missCost`: misses count against us, whoever caused them. */
  net: number;
}

/** All requests, and those of each model. */
export interface SavingsSummary extends SavingsTotals {
  /** By the model's name in the registry. */
  readonly byModel: Readonly<Record<string, SavingsTotals>>;
}

/** What one request added. */
export interface RequestSaving extends Saving {
  /** The tokens that were to be read from the cache, and were not. */
  readonly missedTokens: number;
  /** What they cost beyond that, in nano-dollars. */
  readonly missCost: number;
}

/** A request of a conversation. */
export interface ConversationRequest extends AnsweredRequest {
  /** Which conversation it belongs to; without one no misses are found. */
  readonly conversation?: string | undefined;
}

/** So many conversations are followed; the one that was silent for longest is forgotten first. */
const MAX_CONVERSATIONS = 10_000;
/** So many models have sums of their own; the others share one. */
const MAX_MODELS = 1000;
const OTHERS = '(others)';

/**
 * Adds up what compression saved over many requests.
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
  readonly #all = nothing();
  readonly #models = new Map<string, SavingsTotals>();
  /** What the last request of each conversation left in the cache, in tokens, by conversation and model. */
  readonly #cached = new Map<string, number>();

  /** Adds a request, in the order in which a conversation's were answered. */
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

  /** What was added so far. */
  summary(): SavingsSummary {
    return { ...this.#all, byModel: Object.fromEntries([...this.#models].map(([id, totals]) => [id, { ...totals }])) };
  }

  /** What was left in the cache and not read, of what the prompt still has room for. */
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
    const totals = this.#models.get(key) ?? nothing();
    this.#models.set(key, totals);
    return totals;
  }
}

function nothing(): SavingsTotals {
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
