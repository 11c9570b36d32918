// Calculates what a conversation would have cost if old results had been pruned.
import { Headroom } from '../../headroom/index.js';
import { pricedModel, type Rates } from './rates.js';
import type { Conversation } from './replay.js';

/** The cost with pruning. */
export interface Pruned {
  prunes: number;
  /** In US dollars. Originals that the model would have fetched are not included. */
  cost: number;
}

/**
 * Sends a conversation turn by turn through a session that prunes. What a turn adds is written to the provider's cache,
 * and so is what a prune changes; everything else is read from it.
 */
export async function replayPruned({ model, messages }: Conversation, { written, read }: Rates): Promise<Pruned> {
  const headroom = new Headroom({ policy: 'agent', store: ':memory:' });
  try {
    const session = headroom.session();
    const options = { pruning: 'auto' as const, model: pricedModel(model) };
    let [cost, prunes, cached] = [0, 0, 0];
    for (const at of turnsOf(messages)) {
      const { tokensAfter, pruned } = await session.compress(messages.slice(0, at), options);
      const { tokensSaved = 0, tokensRewritten = 0 } = pruned ?? {};
      const fresh = Math.max(0, tokensAfter - (cached - tokensSaved)) + tokensRewritten;
      const writing = Math.min(tokensAfter, fresh);
      cost += writing * written + (tokensAfter - writing) * read;
      cached = tokensAfter;
      if (pruned) prunes += 1;
    }
    return { prunes, cost };
  } finally {
    headroom.close();
  }
}

/** The number of messages of each request: all that stand before an answer of the model. */
function turnsOf(messages: Conversation['messages']): number[] {
  const isAnswer = (at: number): boolean => (messages[at] as { role?: unknown } | undefined)?.role === 'assistant';
  return messages.flatMap((_, at) => (at > 0 && isAnswer(at) && !isAnswer(at - 1) ? [at] : []));
}
