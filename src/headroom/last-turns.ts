// The last turns of the conversations of a session. They only save work: the next turn usually begins with the same
// messages.
import type { Texts } from '../native/index.js';
import type { Piece } from '../providers/index.js';
import type { Copy } from './copying.js';
import type { Handover } from './handover.js';
import { sameContainers } from './sameness.js';

/** The maximum number of conversations. */
const MAX_COUNT = 8;
/** The maximum size of all their messages, and what a message counts at least, in UTF-16 units. */
const MAX_SIZE = 1 << 24;
const MESSAGE_SIZE = 512;
/** The number of messages by which the conversation of a request is found. */
const SAMPLES = 8;

/** A turn that was sent. */
export interface LastTurn {
  /** Copies of its messages that nobody else has. Undefined for a message without one. */
  readonly copies: readonly (Copy | undefined)[];
  /** Which of their texts the addon has. */
  readonly handover: Handover;
  /** The texts that were sent. */
  readonly texts: Texts;
}

/** The last turns of several conversations. */
export class LastTurns {
  /** The least recently used first. */
  readonly #turns: { readonly turn: LastTurn; readonly size: number }[] = [];

  /** Takes out the turn that is most like these messages. The next turn takes its place. */
  take(messages: readonly unknown[]): LastTurn | undefined {
    let [most, best] = [0, -1];
    for (const [at, { turn }] of this.#turns.entries()) {
      const likeness = likenessOf(turn, messages);
      if (likeness > 0 && likeness >= most) [most, best] = [likeness, at];
    }
    return best < 0 ? undefined : this.#turns.splice(best, 1)[0]!.turn;
  }

  /** Remembers a turn. The least recently used ones are forgotten above the limits. */
  put(turn: LastTurn): void {
    this.#turns.push({ turn, size: sizeOf(turn) });
    let total = this.#turns.reduce((sum, own) => sum + own.size, 0);
    while (this.#turns.length > MAX_COUNT || total > MAX_SIZE) total -= this.#turns.shift()!.size;
  }
}

/** An estimate of the memory of a turn, in UTF-16 units. Without a copy of a message only its texts are kept. */
function sizeOf({ copies, handover }: LastTurn): number {
  const textsOf = (pieces: readonly Piece[]): number =>
    pieces.reduce((sum, piece) => sum + (piece.type === 'call' ? 0 : piece.text.length), 0);
  const { messages } = handover;
  return messages.reduce((sum, { pieces }, at) => sum + MESSAGE_SIZE + (copies[at]?.size ?? textsOf(pieces)), 0);
}

/** How many of some messages, spread over the turn, are still the same. */
function likenessOf({ copies }: LastTurn, messages: readonly unknown[]): number {
  let same = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const at = Math.floor((sample * (copies.length - 1)) / (SAMPLES - 1));
    if (sameContainers(copies[at]?.of, messages[at]) > 0) same += 1;
  }
  return same;
}
