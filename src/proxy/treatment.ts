// Chooses the treatment of a conversation: compress it, or send it unchanged as a sample, or compress nothing new in it, or
// never prune it again.
import { createHash } from 'node:crypto';
import type { Treat } from '../wire/index.js';
import type { Ledger } from './ledger/index.js';

/** The range of the first 32 bits of a hash. */
const RANGE = 2 ** 32;

/**
 * In a conversation that loses money, nothing new is compressed. If its provider complained about a changed prefix, it is
 * not pruned again. A sample of all conversations is sent uncompressed, so that the saving can be measured.
 *
 * @param shadow - the share of that sample, from 0 to 1.
 */
export function treatmentBy(ledger: Ledger, shadow: number = 0): Treat {
  return (conversation) => {
    if (conversation === undefined) return 'compress';
    if (isShadow(conversation, shadow)) return 'measure';
    if (ledger.isLosing(conversation)) return 'replay';
    return ledger.isBound(conversation) ? 'keep' : 'compress';
  };
}

/** Only the key decides, so a conversation stays in its group in all requests and after a restart. */
function isShadow(conversation: string, share: number): boolean {
  if (share <= 0) return false;
  return createHash('sha256').update(`shadow ${conversation}`).digest().readUInt32BE() < share * RANGE;
}
