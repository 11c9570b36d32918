// Each text of a conversation as it was, and as it is sent.
import type { BlockReport } from '../native/index.js';
import { piecesOf, type Message, type Piece } from '../providers/index.js';

/** A text, and what became of it. */
export interface Explained {
  readonly block: BlockReport;
  readonly before: string;
  readonly after: string;
}

/** A text as it was, and as it is now. */
export type Pair = readonly [before: string, after: string];

/** Texts, and what became of them: `blocks` are those of their compression, in order. */
export function explained(pairs: readonly Pair[], blocks: readonly BlockReport[]): Explained[] {
  return blocks.map((block, at) => {
    const pair = pairs[at];
    const [before, after] = pair ?? ['', ''];
    return { block, before, after };
  });
}

/** The texts of a conversation before and after. */
export function pairsOf(before: readonly Message[], after: readonly Message[]): Pair[] {
  return paired(before, after, () => true);
}

/** Those of them that tools answered. */
export function resultsOf(before: readonly Message[], after: readonly Message[]): Pair[] {
  return paired(before, after, ({ type }) => type === 'result');
}

function paired(before: readonly Message[], after: readonly Message[], isMeant: (piece: Piece) => boolean): Pair[] {
  const now = textsOf(after, isMeant);
  return textsOf(before, isMeant).map((text, at) => [text, now[at] ?? text]);
}

/** The texts that the engine reads, in the order of its reports. */
function textsOf(messages: readonly Message[], isMeant: (piece: Piece) => boolean): string[] {
  const texts: string[] = [];
  for (const pieces of piecesOf(messages))
    for (const piece of pieces)
      if (piece.type !== 'call' && isMeant(piece) && piece.text.isWellFormed()) texts.push(piece.text);
  return texts;
}
