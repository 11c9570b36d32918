// Each text of a conversation as it was, and as it is sent.
import type { BlockReport } from '../native/index.js';
import { piecesOf, type Message } from '../providers/index.js';

/** A text, and what became of it. */
export interface Explained {
  readonly block: BlockReport;
  readonly before: string;
  readonly after: string;
}

/** The texts of a conversation: `blocks` are those of its compression, in order. */
export function explained(before: readonly Message[], after: readonly Message[], blocks: readonly BlockReport[]): Explained[] {
  const [old, now] = [textsOf(before), textsOf(after)];
  return blocks.map((block, at) => ({ block, before: old[at] ?? '', after: now[at] ?? '' }));
}

/** The texts that the engine reads, in the order of its reports. */
export function textsOf(messages: readonly Message[]): string[] {
  const texts: string[] = [];
  for (const pieces of piecesOf(messages)) for (const piece of pieces) if (piece.type !== 'call' && piece.text.isWellFormed()) texts.push(piece.text);
  return texts;
}
