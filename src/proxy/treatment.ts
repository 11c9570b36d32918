// What is done with a conversation.
import { createHash } from 'node:crypto';
import type { Treat } from '../wire/index.js';
import type { Ledger } from './ledger/index.js';

/** As far as the first 32 bits of a hash go. */
const RANGE = 2 ** 32;

/**
 * A conversation that loses money gets nothing new compressed, and a sample of all conversations is sent as it is, so that the saving can be measured.
 *
 * @param shadow - the share of that sample, from 0 to 1.
 */
export function treatmentBy(ledger: Ledger, shadow: number = 0): Treat {
  return (conversation) => {
    if (conversation === undefined) return 'compress';
    if (isShadow(conversation, shadow)) return 'measure';
    return ledger.isLosing(conversation) ? 'replay' : 'compress';
  };
}

/** The key alone decides, so that a conversation stays what it is, in each of its requests and after a restart. */
function isShadow(conversation: string, share: number): boolean {
  if (share <= 0) return false;
  return createHash('sha256').update(`shadow ${conversation}`).digest().readUInt32BE() < share * RANGE;
}
