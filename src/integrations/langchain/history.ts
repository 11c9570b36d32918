import { argument, COUNT, FUNCTION, OBJECT, optionsOf, type Check, type Checks } from '../../errors/index.js';
import { ConfigurationError } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { HEADROOM } from '../options.js';
import { translation, type LangChainMessage } from './messages.js';

/** Options that limit how much of a history is read. */
export interface HistoryOptions {
  /** The instance that compresses. It needs a store, which keeps the dropped turns. */
  headroom: Headroom;
  /** The maximum for the messages that are read, in estimated tokens. */
  tokenBudget: number;
  /** The last N turns are always read. Default: 4. */
  keepTurns?: number;
}

/** The part of a chat history that is read. */
interface History {
  getMessages(): Promise<LangChainMessage[]>;
}

const HISTORY: Check = {
  wanted: 'a chat history of LangChain',
  fits: (value) => OBJECT.fits(value) && FUNCTION.fits((value as History).getMessages),
};
const CHECKS: Checks<HistoryOptions> = { headroom: HEADROOM, tokenBudget: COUNT, keepTurns: COUNT };

/**
 * A chat history whose messages fit a budget when they are read. It has the class and the methods of the given
 * history, which keeps all messages. If turns have to be dropped, the oldest go first, and a marker in the user's
 * first message has the handle by which they can be retrieved.
 *
 * @throws `ConfigurationError` for another value, an unknown option, and if `headroom` or `tokenBudget` is missing.
 *
 * @example
 * ```ts no-run
 * import { budgetedHistory } from '@headroom/native/langchain';
 *
 * const history = budgetedHistory(new InMemoryChatMessageHistory(), { headroom, tokenBudget: 50_000 });
 * ```
 */
export function budgetedHistory<T extends object>(history: T, options: HistoryOptions): T {
  argument('history', history, HISTORY);
  const { headroom, ...budget } = optionsOf(options, CHECKS);
  if (!headroom) throw new ConfigurationError('option `headroom` is required', 'headroom');
  if (budget.tokenBudget === undefined) throw new ConfigurationError('option `tokenBudget` is required', 'tokenBudget');
  const { read, write } = translation<LangChainMessage>();
  return Object.create(history, {
    getMessages: {
      value: async () => {
        const messages = [...(await (history as T & History).getMessages())];
        const given = messages.map((message, at) => ({ ...read(message), at }));
        const { messages: kept } = await headroom.compress(given, budget);
        return kept.map((own) => (own === given[own.at] ? messages[own.at]! : write(messages[own.at]!, own)));
      },
    },
  }) as T;
}
