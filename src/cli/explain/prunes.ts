// Replays a conversation request by request in a session that prunes.
import { pairsOf } from '../../analysis/index.js';
import { Headroom, type CompressResult, type PruneReport } from '../../headroom/index.js';
import type { BlockReport } from '../../native/index.js';
import type { Document, Explanation, How } from '../document/index.js';
import { answersIn, pricedModel, requestsIn } from '../replay.js';

/** The verdict of a prune on a tool result, and the number of the request in which it was made, from 1. */
export type Verdict = NonNullable<BlockReport['pruning']> & { readonly turn: number };

/** A prune, and the number of its request. */
export type Prune = PruneReport & { readonly turn: number };

/** What is sent for a conversation after its last prune. */
export interface PrunedConversation extends Explanation {
  readonly prunes: readonly Prune[];
  /** For each block, the prune's verdict on it that stands. Undefined if no prune has met the block. */
  readonly verdicts: readonly (Verdict | undefined)[];
  readonly turns: number;
}

/**
 * Replays a conversation. Originals are kept in memory.
 *
 * @param onProgress receives the share of requests that are done, from 0 to 1.
 */
export async function replayPruned(
  { messages, wrap }: Document & { type: 'conversation' },
  { conversation, store }: How,
  onProgress: (share: number) => void,
): Promise<PrunedConversation> {
  const headroom = new Headroom({ policy: 'agent', ...store, store: ':memory:' });
  try {
    const session = headroom.session();
    const { onProgress: _onProgress, ...own } = conversation;
    const options = { ...own, model: pricedModel(modelIn(wrap(messages))) };
    const [requests, isAnswered] = [requestsIn(messages), answersIn(messages).at(-1) === true];
    const found = new Verdicts();
    for (const [index, end] of requests.entries()) {
      found.add(index + 1, await session.compress(messages.slice(0, end), { ...options, pruning: 'auto' }));
      onProgress((index + 1) / (requests.length + 1));
    }
    // An answer at the end was no part of a request, so it is no reason to prune.
    const last = await session.compress(messages, { ...options, pruning: isAnswered ? 'off' : 'auto' });
    const turns = requests.length + Number(!isAnswered);
    found.add(turns, last);
    const { blocks, tokensBefore, tokensAfter, messages: sent } = last;
    const texts = (): ReturnType<typeof pairsOf> => pairsOf(messages, sent);
    return { blocks, tokensBefore, tokensAfter, texts, turns, prunes: found.prunes, verdicts: found.verdicts };
  } finally {
    headroom.close();
  }
}

function modelIn(body: unknown): string | undefined {
  const { model } = body as { model?: unknown };
  return typeof model === 'string' ? model : undefined;
}

/** Collects the verdicts of all prunes. */
class Verdicts {
  readonly prunes: Prune[] = [];
  readonly verdicts: (Verdict | undefined)[] = [];
  readonly #costs: number[] = [];

  add(turn: number, { pruned, blocks }: CompressResult): void {
    if (!pruned) return;
    this.prunes.push({ ...pruned, turn });
    for (const [at, { pruning, tokensAfter }] of blocks.entries()) {
      if (!pruning || this.#isStillShort(at, tokensAfter)) continue;
      this.verdicts[at] = { ...pruning, turn };
      this.#costs[at] = tokensAfter;
    }
  }

  /** Whether an earlier prune shortened this block, and a later one has left it so. */
  #isStillShort(at: number, tokensAfter: number): boolean {
    return this.verdicts[at]?.verdict === 'pruned' && tokensAfter <= this.#costs[at]!;
  }
}
