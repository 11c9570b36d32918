// What may be spent. Money is counted at list prices, restarts and other proxies of the same user included.
import type { ToolShape } from '../../tool/index.js';
import { startOf, type History, type Period } from '../ledger/index.js';
import type { Turned } from './turned.js';

/** At most so many dollars in each period. Periods are in UTC. */
export interface Budget {
  readonly usd: number;
  readonly per: 'hour' | 'day' | 'month';
}

/** What happens once it is spent. `block`: requests are refused. `warn`: responses say it in a header. */
export type OnBudget = 'block' | 'warn';

const NANO_PER_DOLLAR = 1e9;
const HOUR_MS = 3_600_000;

export class Budgets {
  readonly #budgets: readonly Budget[];
  readonly #history: History;

  constructor(budgets: readonly Budget[], history: History) {
    this.#budgets = budgets;
    this.#history = history;
  }

  /** The budget that is spent; nothing where none is. */
  spent(now: number = Date.now()): Budget | undefined {
    return this.#budgets.find(({ usd, per }) => this.#history.current(per, now).cost >= usd * NANO_PER_DOLLAR);
  }

  stats(now: number = Date.now()): object[] {
    return this.#budgets.map(({ usd, per }) => {
      const spent = this.#history.current(per, now).cost / NANO_PER_DOLLAR;
      return {
        per,
        usd,
        spent_usd: spent,
        is_spent: spent >= usd,
        resets_at: new Date(nextOf(per, now)).toISOString(),
      };
    });
  }
}

/** Why a request is refused, as its provider says that an account is empty: their SDKs do not try that again. */
export function overBudget({ usd, per }: Budget, shape: ToolShape | undefined, now: number = Date.now()): Turned {
  const seconds = Math.ceil((nextOf(per, now) - now) / 1000);
  const isAnthropic = shape === 'anthropic';
  return {
    status: isAnthropic ? 402 : 429,
    type: isAnthropic ? 'billing_error' : 'insufficient_quota',
    message: `the budget of $${usd} per ${per} is spent; the next ${per} begins in ${seconds} seconds. Raise it with --budget.`,
    headers: { 'x-should-retry': 'false', 'retry-after': String(seconds) },
  };
}

/** When the next period begins. */
function nextOf(period: Period, now: number): number {
  let next = startOf(period, now);
  while (startOf(period, next) === startOf(period, now)) next += HOUR_MS;
  return startOf(period, next);
}
