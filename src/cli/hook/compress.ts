import type { HookCall } from '../../agents/index.js';
import { compressText } from '../../text/index.js';
import type { StoringOptions } from '../originals.js';

/** A shortened text. */
export interface Shorter {
  readonly short: string;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** Shortens a text, and estimates its tokens. Undefined if it gets no shorter. Without a store nothing is elided. */
export async function shorter(
  text: string,
  { tool, mayElide }: HookCall,
  { store }: StoringOptions,
): Promise<Shorter | undefined> {
  const originals =
    store !== undefined && mayElide ? (await import('../originals.js')).originalsOf({ store }) : undefined;
  const result = compressText(text, { policy: 'agent' }, { tool }, (await originals)?.native);
  const { text: short, tokensBefore, tokensAfter } = result;
  return result.compressed ? { short, tokensBefore, tokensAfter } : undefined;
}
