import { piecesOf, type Message } from '../../providers/index.js';

/** The texts of a conversation, one for each block of a report and in its order. */
export function textsOf(messages: readonly Message[]): string[] {
  const texts: string[] = [];
  for (const pieces of piecesOf(messages)) {
    for (const piece of pieces) {
      // The engine is not given texts with half a surrogate pair.
      if (piece.type !== 'call' && piece.text.isWellFormed()) texts.push(piece.text);
    }
  }
  return texts;
}
