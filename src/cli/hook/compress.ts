import type { HookCall } from '../../agents/index.js';
import { compressText } from '../../text/index.js';
import type { StoringOptions } from '../originals.js';

/** A shorter form of a text; undefined where there is none. Without a store nothing is elided. */
export async function shorter(
  text: string,
  { tool, mayElide }: HookCall,
  { store }: StoringOptions,
): Promise<string | undefined> {
  const originals =
    store !== undefined && mayElide ? (await import('../originals.js')).originalsOf({ store }) : undefined;
  const result = compressText(text, { policy: 'agent' }, { tool }, (await originals)?.native);
  return result.compressed ? result.text : undefined;
}
