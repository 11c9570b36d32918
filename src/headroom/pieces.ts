// Finds the pieces of messages: the texts that a model reads, and the calls that results belong to.
import { type Pace, unitsOf } from '../text/index.js';
import type { Message, Piece, Reader } from '../providers/index.js';

/** The cost of finding or passing on a piece of a message, in units of work. */
export const PIECE_UNITS = 4;
/** The maximum number of pieces of a message that are found at once. */
const AT_ONCE = 64;
/** Longer texts are passed to the addon in slices, in UTF-16 units. */
export const LONG: number = 1 << 16;

/** The pieces that the model reads of the next message. If there are many, they are found in turns. */
export function piecesIn(message: Message, reader: Reader, pace: Pace): readonly Piece[] | Promise<readonly Piece[]> {
  const pieces = allPiecesIn(message, reader, pace);
  return Array.isArray(pieces) ? reader.kept(pieces) : (pieces as Promise<Piece[]>).then((found) => reader.kept(found));
}

/** The same with the pieces that only a program reads. They depend on no other message. */
export function allPiecesIn(message: Message, reader: Reader, pace: Pace): Piece[] | Promise<Piece[]> {
  const pieces: Piece[] = [];
  const pending = reader.read(message)[Symbol.iterator]();
  // Most messages have few pieces. A promise for each would take longer than finding them.
  return take(pending, pieces) ? pieces : takeAll(pending, pieces, pace);
}

/** Finds some pieces. Returns true if these were the last. A message that throws has none. */
function take(pending: Iterator<Piece>, pieces: Piece[]): boolean {
  try {
    for (let count = 0; count < AT_ONCE; count += 1) {
      const next = pending.next();
      if (next.done) return true;
      pieces.push(next.value);
    }
    return false;
  } catch {
    pieces.length = 0;
    return true;
  }
}

async function takeAll(pending: Iterator<Piece>, pieces: Piece[], pace: Pace): Promise<Piece[]> {
  do await pace.ask(PIECE_UNITS * AT_ONCE + unitsOf(lengthOf(pieces.at(-1)) * AT_ONCE));
  while (!take(pending, pieces));
  return pieces;
}

/** The length of a text that is passed on at once, in UTF-16 units. */
export function lengthOf(piece: Piece | undefined): number {
  return piece === undefined || piece.type === 'call' || piece.text.length > LONG ? 0 : piece.text.length;
}
