// Checks the limits that the user has set. All are off by default.
import type { IncomingMessage } from 'node:http';
import { ConfigurationError } from '../../errors/index.js';
import type { History } from '../ledger/index.js';
import type { Target } from '../routes.js';
import { Budgets, overBudget, type Budget, type OnBudget } from './budget.js';
import { clientOf } from './client.js';
import { RateLimit } from './rate.js';
import type { Turned } from './turned.js';

export interface GateOptions {
  /** Budgets for an hour, a day or a month (UTC), in dollars at list prices. Default: none. */
  budgets?: readonly Budget[];
  /** What happens to requests once a budget is spent. Default: `block`. */
  onBudget?: OnBudget;
  /** Requests with a conversation that a client may send in a minute; 0: any number. Default: 0. */
  rateLimit?: number;
}

/** The result of the check: why a request is refused, or which budget is spent if the user only wants a warning. */
export interface Passage {
  readonly turned?: Turned | undefined;
  readonly counted?: 'limited' | 'overBudget';
  readonly warning?: string;
}

export class Gate {
  readonly budgets: Budgets;
  readonly #rate: RateLimit | undefined;
  readonly #mayBlock: boolean;

  /** @throws `ConfigurationError` for a budget or a limit that cannot be. */
  constructor({ budgets = [], onBudget = 'block', rateLimit = 0 }: GateOptions, history: History) {
    for (const { usd } of budgets) needAmount('budgets', usd);
    needAmount('rateLimit', rateLimit);
    this.budgets = new Budgets(budgets, history);
    this.#rate = rateLimit > 0 ? new RateLimit(rateLimit) : undefined;
    this.#mayBlock = onBudget === 'block';
  }

  /** Checks a request with a conversation. */
  check(request: IncomingMessage, { route }: Target): Passage {
    const turned = this.#rate?.take(clientOf(request));
    if (turned) return { turned, counted: 'limited' };
    const spent = route?.isAnswered ? this.budgets.spent() : undefined;
    if (!spent) return {};
    if (this.#mayBlock) return { turned: overBudget(spent, route?.shape), counted: 'overBudget' };
    return { warning: `$${spent.usd} per ${spent.per} is spent` };
  }
}

function needAmount(option: string, value: number): void {
  if (!Number.isFinite(value) || value < 0)
    throw new ConfigurationError(`option \`${option}\`: a number from 0 on`, option);
}
