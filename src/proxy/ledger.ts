// What the proxy did, counted. Each number is defined here once; /stats and /metrics only write it down.
import { Savings, type SavingsSummary } from '../money/index.js';
import type { Usage } from '../usage/index.js';
import type { SkipReason } from './prepared.js';

/** A request that was answered. */
export interface Entry {
  readonly route: string;
  readonly model: string | undefined;
  readonly status: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly isCompressed: boolean;
  readonly skipped: SkipReason | undefined;
  readonly usage: Usage | undefined;
  /** The hash of what its conversation starts with. */
  readonly conversation: string | undefined;
  /** Time from the end of the request to the first byte for the provider, in milliseconds. */
  readonly overheadMs: number;
}

/** Sums over requests with a conversation. */
export interface Totals {
  requests: number;
  /** Requests whose body changed. */
  compressed: number;
  /** Estimated tokens of the texts that were read, before and after. */
  tokensBefore: number;
  tokensAfter: number;
  /** Tokens as providers count them. */
  input: number;
  cachedRead: number;
  cacheWrite: number;
  output: number;
}

/** All that is counted. */
export interface LedgerStats {
  /** Requests of any kind that were let in. */
  readonly requests: number;
  /** Those that were refused before anything was done. */
  readonly refused: number;
  /** Those that hold no conversation. */
  readonly passed: number;
  readonly totals: Readonly<Totals>;
  readonly byRoute: Readonly<Record<string, Totals>>;
  readonly byModel: Readonly<Record<string, Totals>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests that were sent as they came, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Requests for which no provider could be reached, and responses that broke off. */
  readonly unreachable: number;
  readonly brokenOff: number;
  /** Requests that were sent again with what the model had asked for. */
  readonly retrievals: number;
  readonly overheadMs: { readonly sum: number; readonly longest: number };
  readonly money: SavingsSummary;
}

/** What is only counted. */
type Occurrence = 'requests' | 'refused' | 'passed' | 'unreachable' | 'brokenOff' | 'retrievals';

/** Names come from clients: this many have sums of their own, and the others share one. */
const MAX_NAMES = 200;
const OTHERS = '(others)';

export class Ledger {
  readonly #savings = new Savings();
  readonly #totals = none();
  readonly #byRoute = new Map<string, Totals>();
  readonly #byModel = new Map<string, Totals>();
  readonly #byStatus = new Map<string, number>();
  readonly #skipped = new Map<string, number>();
  readonly #counts: Record<Occurrence, number> = {
    requests: 0,
    refused: 0,
    passed: 0,
    unreachable: 0,
    brokenOff: 0,
    retrievals: 0,
  };
  readonly #overhead = { sum: 0, longest: 0 };

  /** Counts something that happened once more. */
  count(what: Occurrence): void {
    this.#counts[what] += 1;
  }

  /** Adds a request that was answered. */
  add(entry: Entry): void {
    const { route, model = '(none)', status, skipped, overheadMs } = entry;
    for (const totals of [this.#totals, sumsOf(this.#byRoute, route), sumsOf(this.#byModel, model)])
      addTo(totals, entry);
    this.#byStatus.set(String(status), (this.#byStatus.get(String(status)) ?? 0) + 1);
    if (skipped) this.#skipped.set(skipped, (this.#skipped.get(skipped) ?? 0) + 1);
    this.#overhead.sum += overheadMs;
    this.#overhead.longest = Math.max(this.#overhead.longest, overheadMs);
    this.#addMoney(entry);
  }

  stats(): LedgerStats {
    return {
      ...this.#counts,
      totals: { ...this.#totals },
      byRoute: listed(this.#byRoute),
      byModel: listed(this.#byModel),
      byStatus: Object.fromEntries(this.#byStatus),
      skipped: Object.fromEntries(this.#skipped),
      overheadMs: { ...this.#overhead },
      money: this.#savings.summary(),
    };
  }

  #addMoney({ model, usage, isCompressed, tokensBefore, tokensAfter, conversation }: Entry): void {
    if (!usage || model === undefined) return;
    this.#savings.add({ model, usage, conversation, result: isCompressed ? { tokensBefore, tokensAfter } : undefined });
  }
}

function none(): Totals {
  return {
    requests: 0,
    compressed: 0,
    tokensBefore: 0,
    tokensAfter: 0,
    input: 0,
    cachedRead: 0,
    cacheWrite: 0,
    output: 0,
  };
}

function sumsOf(sums: Map<string, Totals>, name: string): Totals {
  const key = sums.has(name) || sums.size < MAX_NAMES ? name : OTHERS;
  const totals = sums.get(key) ?? none();
  sums.set(key, totals);
  return totals;
}

function addTo(totals: Totals, { isCompressed, tokensBefore, tokensAfter, usage }: Entry): void {
  totals.requests += 1;
  totals.compressed += Number(isCompressed);
  totals.tokensBefore += tokensBefore;
  totals.tokensAfter += tokensAfter;
  totals.input += usage?.input ?? 0;
  totals.cachedRead += usage?.cachedRead ?? 0;
  totals.cacheWrite += (usage?.cacheWrite5m ?? 0) + (usage?.cacheWrite1h ?? 0);
  totals.output += usage?.output ?? 0;
}

function listed(sums: ReadonlyMap<string, Totals>): Record<string, Totals> {
  return Object.fromEntries([...sums].map(([name, totals]) => [name, { ...totals }]));
}
