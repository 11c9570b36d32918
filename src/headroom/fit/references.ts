// Which texts of a conversation later ones refer to.
import { pause } from '../../text/index.js';
import { piecesOf } from '../../providers/index.js';
import type { CompressResult } from '../result.js';

/**
 * The label of the text that a reference names, as in `[@ Read app.py:1-117]`: there is neither `:` nor `]` in one,
 * and no more bytes.
 */
const REFERENCE = /\[@ ([^\]:«]{1,48})/g;

/** How often the texts of each message are referred to, by the index of the message. */
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
