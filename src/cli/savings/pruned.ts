// Calculates what a conversation would have cost if old results had been pruned.
import { Headroom } from '../../headroom/index.js';
import { pricedModel, requestsIn } from '../replay.js';
import type { Rates } from './rates.js';
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
    for (const at of requestsIn(messages)) {
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
