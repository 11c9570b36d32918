import type { HookCall } from '../agents/index.js';
import type { Originals } from '../store/index.js';
import { compressText } from '../text/index.js';

/** A shortened text. */
export interface Shorter {
  readonly short: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Shortens a text, and estimates its tokens. Undefined if it gets no shorter. Without originals nothing is elided. */
export function shorter(text: string, { tool }: HookCall, originals: Originals | undefined): Shorter | undefined {
  const result = compressText(text, { policy: 'agent' }, { tool }, originals?.native);
  const { text: short, tokensBefore, tokensAfter } = result;
  return result.compressed ? { short, tokensBefore, tokensAfter } : undefined;
}
