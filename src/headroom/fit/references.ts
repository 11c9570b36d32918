// Which texts of a conversation later ones refer to.
import type { BlockReport } from '../../native/index.js';

/** The label of the text that a reference names, as in `[@ Read app.py:1-117]`: there is neither `:` nor `]` in one, and no more bytes. */
const REFERENCE = /\[@ ([^\]:«]{1,48})/g;

/** How often the texts of each message are referred to, by the index of the message. `texts`: what was sent. */
export function referencesTo(blocks: readonly BlockReport[], texts: Iterable<string>): Map<number, number> {
  const labelled = new Map(blocks.map(({ label, message }) => [label, message]));
  const counts = new Map<number, number>();
  for (const text of texts) {
    for (const [, label] of text.matchAll(REFERENCE)) {
      const message = labelled.get(label!.trim());
      if (message !== undefined) counts.set(message, (counts.get(message) ?? 0) + 1);
    }
  }
  return counts;
}
