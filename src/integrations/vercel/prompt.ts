// The prompts of calls of language models.
import type { Message } from '../../providers/index.js';
import type { LiveConversations } from '../live.js';
import { TRANSLATION } from './messages.js';

/** The fields of a call's parameters that are read. */
export interface CallParams {
  prompt: Message[];
  abortSignal?: AbortSignal | undefined;
}

/** Returns the parameters with a compressed prompt, or the given ones if it cannot be compressed. */
export async function promptOf<P extends CallParams>(live: LiveConversations, params: P, model: string): Promise<P> {
  const { prompt, abortSignal: signal } = params;
  const sent = await live.compress(prompt, TRANSLATION, { model, signal });
  return sent === prompt ? params : { ...params, prompt: sent };
}
