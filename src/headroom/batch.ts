// Compresses several conversations.
import { argument, LIST, listOf, lookAt } from '../errors/index.js';
import type { Message } from '../providers/index.js';
import { Pace } from '../text/index.js';
import type { CompressResult } from './result.js';
import type { Snapshot } from './snapshot.js';

/** The cost of starting a call, in units of work. */
const CALL_UNITS = 128;

/** Copies all conversations before it returns, and then has `send` compress each. */
export async function compressBatch<M extends Message>(
  conversations: readonly (readonly M[])[],
  take: (messages: readonly M[], pace: Pace) => Snapshot<M>,
  send: (messages: Snapshot<M>) => Promise<CompressResult<M>>,
): Promise<CompressResult<M>[]> {
  argument('conversations', conversations, listOf(LIST, 'a list of lists of messages'));
  const pace = new Pace();
  const given = lookAt('conversations', () => Array.from(conversations, (messages) => take(messages, pace)));
  return Promise.all(
    given.map(async (own) => {
      await own.ready;
      await pace.ask(CALL_UNITS);
      return send(own);
    }),
  );
}
