// Pairs each text of a conversation with its compressed form.
import type { BlockReport } from '../native/index.js';
import { piecesOf, type Message, type Piece } from '../providers/index.js';
import { hasStandIn } from '../text/index.js';

/** A text before and after compression, with its report. */
export interface Explained {
  readonly block: BlockReport;
  readonly before: string;
  readonly after: string;
  /** What else is to be said of it. */
  readonly note?: string;
}

/** A text before and after compression. */
export type Pair = readonly [before: string, after: string];

/** Joins texts with their reports, which are in the same order. */
export function explained(pairs: readonly Pair[], blocks: readonly BlockReport[]): Explained[] {
  return blocks.map((block, at) => {
    const pair = pairs[at];
    const [before, after] = pair ?? ['', ''];
    return { block, before, after };
  });
}

/** The texts of a conversation before and after compression. */
export function pairsOf(before: readonly Message[], after: readonly Message[]): Pair[] {
  return paired(before, after, () => true);
}

/** The tool results of a conversation before and after compression. */
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
      if (piece.type !== 'call' && isMeant(piece) && !hasStandIn(piece.text)) texts.push(piece.text);
  return texts;
}
