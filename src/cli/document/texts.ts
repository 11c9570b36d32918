import { piecesOf, providerOf, type Message } from '../../providers/index.js';

/** The texts of a conversation, one for each block of a report and in its order. */
export function textsOf(messages: readonly Message[]): string[] {
  const provider = providerOf(messages);
  if (!provider) return [];
  const texts: string[] = [];
  for (const [index, message] of messages.entries()) {
    for (const piece of piecesOf(provider, message, index)) {
      // The engine is not given texts with half a surrogate pair.
      if (piece.type !== 'call' && piece.text.isWellFormed()) texts.push(piece.text);
    }
  }
  return texts;
}
