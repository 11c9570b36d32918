// Counts the references to the texts of each message.
import { pause } from '../../text/index.js';
import { piecesOf } from '../../providers/index.js';
import type { CompressResult } from '../result.js';

/**
 * The label in a reference, as in `[@ Read app.py:1-117]`. A label has neither `:` nor `]`, and at most 48 characters.
 */
const REFERENCE = /\[@ ([^\]:«]{1,48})/g;

/** The number of references to the texts of each message, by the index of the message. */
export async function referencesTo(sent: CompressResult): Promise<Map<number, number>> {
  const labelled = new Map((await sent.allBlocks()).map(({ label, message }) => [label, message]));
  const counts = new Map<number, number>();
  for (const pieces of piecesOf(sent.messages)) {
    for (const piece of pieces) {
      if (piece.type !== 'result') continue;
      for (const [, label] of piece.text.matchAll(REFERENCE)) {
        const message = labelled.get(label!.trim());
        if (message !== undefined) counts.set(message, (counts.get(message) ?? 0) + 1);
      }
    }
    await pause();
  }
  return counts;
}
