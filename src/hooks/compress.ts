import type { HookCall } from '../agents/index.js';
import type { Originals } from '../store/index.js';
import { compressTextAsync } from '../text/index.js';

/** A shortened text. */
export interface Shorter {
  readonly short: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/**
 * Shortens a text off the event loop, and estimates its tokens. Undefined if it gets no shorter. Without originals
 * nothing is elided.
 */
export async function shorter(
  text: string,
  { tool }: HookCall,
  originals: Originals | undefined,
): Promise<Shorter | undefined> {
  const result = await compressTextAsync(text, { policy: 'agent' }, { tool }, { store: originals?.native });
  const { text: short, tokensBefore, tokensAfter } = result;
  return result.compressed ? { short, tokensBefore, tokensAfter } : undefined;
}
