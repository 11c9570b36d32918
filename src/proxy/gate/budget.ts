// Budgets. Costs are counted at list prices, including those before a restart and those of the user's other proxies.
import { NANO_PER_DOLLAR } from '../../money/index.js';
import type { ToolShape } from '../../tool/index.js';
import { startOf, type History, type Period } from '../ledger/index.js';
import type { Turned } from './turned.js';

/** A maximum of dollars for each period. Periods are in UTC. */
export interface Budget {
  readonly usd: number;
  readonly per: 'hour' | 'day' | 'month';
}

/** The reaction to a spent budget. `block`: requests are refused. `warn`: responses say it in a header. */
export type OnBudget = 'block' | 'warn';

const HOUR_MS = 3_600_000;

export class Budgets {
  readonly #budgets: readonly Budget[];
  readonly #history: History;

  constructor(budgets: readonly Budget[], history: History) {
    this.#budgets = budgets;
    this.#history = history;
  }

  /** The first budget that is spent, or undefined. */
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

/** The refusal of a request, in the words in which its provider refuses an empty account. SDKs do not retry after that. */
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
