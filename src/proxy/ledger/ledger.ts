// Counts requests: since the start, and together with earlier processes in a file.
import { modelInfo } from '../../models/index.js';
import { Accounts, type Money } from './accounts.js';
import type { Entry } from './entry.js';
import { Histogram, SHARES } from './histogram.js';
import { History } from './history.js';
import { Named } from './named.js';
import { Prunes, type PruneRecord } from './prunes.js';
import { recentOf, RecentRequests, type Recent } from './recent.js';
import { Comparison, type Measured } from './shadow.js';
import { addTo, none, type Sums } from './sums.js';

/** Events that are only counted. */
export const OCCURRENCES = {
  requests: 'Requests of any kind that were let in.',
  refused: 'Requests that were refused before anything was done.',
  passed: 'Requests that hold no conversation.',
  unreachable: 'Requests for which no provider could be reached.',
  brokenOff: 'Responses that broke off.',
  retried: 'Requests that were sent again because their provider could not answer.',
  limited: 'Requests that were refused because their client sent too many.',
  overBudget: 'Requests that were refused because the budget was spent.',
} as const;
export type Occurrence = keyof typeof OCCURRENCES;

/** All figures since the start. */
export interface LedgerStats extends Readonly<Record<Occurrence, number>> {
  readonly totals: Readonly<Sums>;
  readonly byRoute: Readonly<Record<string, Sums>>;
  readonly byModel: Readonly<Record<string, Sums>>;
  readonly byProject: Readonly<Record<string, Sums>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Requests that were sent unchanged, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Cache misses by the reason that providers gave. */
  readonly missReasons: Readonly<Record<string, number>>;
  /** Conversations that are no longer compressed, because they cost more that way. */
  readonly losing: number;
  readonly measured: Measured;
  readonly times: Readonly<Record<'overhead' | 'first' | 'total', Histogram>>;
  /** The share of the tokens that is left after compression. */
  readonly ratios: Histogram;
}

/** A request that was refused. */
export interface Refused {
  readonly route: string | undefined;
  readonly upstream: string;
  readonly model: string | undefined;
  readonly status: number;
}

/** Is called with each counted or refused request. */
export type Listener = (request: Recent) => void;

export class Ledger {
  readonly history: History;
  readonly #accounts = new Accounts();
  readonly #comparison = new Comparison();
  readonly #prunes = new Prunes();
  readonly #recent = new RecentRequests();
  readonly #listener: Listener | undefined;
  /** The number of the last request. */
  #last = 0;
  readonly #totals = none();
  readonly #by = { route: new Named(none), model: new Named(none), project: new Named(none) };
  readonly #statuses = new Named(() => ({ count: 0 }));
  readonly #skipped = new Named(() => ({ count: 0 }));
  readonly #missReasons = new Named(() => ({ count: 0 }));
  readonly #counts = Object.fromEntries(Object.keys(OCCURRENCES).map((name) => [name, 0])) as Record<
    Occurrence,
    number
  >;
  readonly #times = { overhead: new Histogram(), first: new Histogram(), total: new Histogram() };
  readonly #ratios = new Histogram(SHARES);

  /** @param path - of the file in which savings outlive the process. */
  constructor(path?: string, listener?: Listener) {
    this.history = new History(path, (problem) => warn(path, problem));
    this.#listener = listener;
  }

  /** Counts an event. */
  count(what: Occurrence): void {
    this.#counts[what] += 1;
  }

  /** Counts a request that the user's limits refuse, and tells the listener. */
  refuse(what: 'limited' | 'overBudget', request: Refused): void {
    this.count(what);
    this.#listener?.({ id: (this.#last += 1), time: new Date().toISOString(), ...request, refused: what });
  }

  /** Adds a request that was answered. Returns its number, which counts from 1. */
  add(entry: Entry): number {
    const { route, model = '(none)', project, status, skipped, missReason } = entry;
    const money = this.#accounts.add(entry);
    const info = modelInfo(model);
    const all = { ...sumsOf(entry, money), ...this.#prunes.add(entry, money, info) };
    // Sums are added in many places, and most of them are zero.
    const sums = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== 0)) as Partial<Sums>;
    for (const own of [this.#totals, this.#by.route.of(route), this.#by.model.of(model)]) addTo(own, sums);
    if (project !== undefined) addTo(this.#by.project.of(project), sums);
    this.#statuses.of(String(status)).count += 1;
    if (skipped) this.#skipped.of(skipped).count += 1;
    if (missReason !== undefined) this.#missReasons.of(missReason).count += 1;
    this.#times.overhead.add(entry.overheadMs);
    this.#times.first.add(entry.firstMs);
    this.#times.total.add(entry.totalMs);
    if (entry.tokensBefore > 0) this.#ratios.add(entry.tokensAfter / entry.tokensBefore);
    if (money?.cost !== undefined) this.#comparison.add(entry, info);
    this.history.add({ all: '', route, model, ...(project !== undefined && { project }) }, sums);
    const recent = recentOf(entry, money, (this.#last += 1));
    this.#recent.add(recent);
    this.#listener?.(recent);
    return this.#last;
  }

  /** Whether a conversation costs more compressed than uncompressed. */
  isLosing(conversation: string | undefined): boolean {
    return this.#accounts.isLosing(conversation);
  }

  /** Whether the provider of a conversation binds reasoning to the messages before it. */
  isBound(conversation: string | undefined): boolean {
    return this.#accounts.isBound(conversation);
  }

  /** The time since the last answer in a conversation, in milliseconds. Undefined for the first request. */
  idleMs(conversation: string): number | undefined {
    return this.#accounts.idleMs(conversation);
  }

  /** The last prunes, the newest first. */
  prunes(): readonly PruneRecord[] {
    return this.#prunes.list();
  }

  recent(): Recent[] {
    return this.#recent.list();
  }

  stats(): LedgerStats {
    const counts = (named: Named<{ count: number }>): Record<string, number> => named.listed(({ count }) => count);
    const sums = (named: Named<Sums>): Record<string, Sums> => named.listed((own) => ({ ...own }));
    return {
      ...this.#counts,
      totals: { ...this.#totals },
      byRoute: sums(this.#by.route),
      byModel: sums(this.#by.model),
      byProject: sums(this.#by.project),
      byStatus: counts(this.#statuses),
      skipped: counts(this.#skipped),
      missReasons: counts(this.#missReasons),
      losing: this.#accounts.losing,
      measured: this.#comparison.measured(),
      times: this.#times,
      ratios: this.#ratios,
    };
  }
}

function warn(path: string | undefined, problem: string): void {
  process.emitWarning(`savings cannot be kept in ${path} (${problem}): they end with this process`, {
    type: 'HeadroomWarning',
    code: 'HEADROOM_SAVINGS_UNUSABLE',
  });
}

function sumsOf(entry: Entry, money: Money | undefined): Partial<Sums> {
  const { usage, status, isCompressed, isCached } = entry;
  return {
    requests: 1,
    compressed: Number(isCompressed),
    failed: Number(status >= 400),
    cached: Number(isCached),
    tokensBefore: entry.tokensBefore,
    tokensAfter: entry.tokensAfter,
    couldSave: entry.couldSave,
    input: usage?.input ?? 0,
    cacheRead: usage?.cachedRead ?? 0,
    cacheWrite: (usage?.cacheWrite5m ?? 0) + (usage?.cacheWrite1h ?? 0),
    output: usage?.output ?? 0,
    priced: Number(money !== undefined && money.unknown === undefined),
    unpriced: Number(money?.unknown === 'prices'),
    incomplete: Number(money?.unknown === 'usage'),
    cost: money?.cost ?? 0,
    saved: money?.saved ?? 0,
    misses: Number((money?.missedTokens ?? 0) > 0),
    suspectMisses: Number(money?.isSuspect === true),
    missedTokens: money?.missedTokens ?? 0,
    missCost: money?.missCost ?? 0,
    retrievals: entry.retrievals,
    overheadMs: entry.overheadMs,
  };
}
