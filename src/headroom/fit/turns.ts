// Groups messages that are dropped or kept together.
import { speakerOf, type Message, type Piece, type Speaker } from '../../providers/index.js';

/** Messages that are dropped or kept together: the user's words, a call, and all results of it. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  /** True if it must stay: instructions, and the user's first request. */
  readonly pinned: boolean;
}

type Kind = Speaker | 'answer';

/** A conversation in turns. */
export interface Turns {
  /** In order; every message is in one. */
  readonly turns: readonly Turn[];
  /** The index of the user's first request, or -1. */
  readonly wanted: number;
}

/** Groups a conversation into turns. `read` returns the pieces of each message. */
export function turnsOf(messages: readonly Message[], read: readonly (readonly Piece[])[]): Turns {
  const calls = new Map<string, number>();
  /** For each message, the index of the last one that answers its calls. */
  const reach = messages.map((_, at) => at);
  const kinds: Kind[] = [];
  const answers: boolean[] = [];
  for (const [at, pieces] of read.entries()) {
    for (const piece of pieces) {
      if (piece.type === 'call') calls.set(piece.id, at);
      if (piece.type === 'result') reach[calls.get(piece.id ?? '') ?? Math.max(at - 1, 0)] = at;
    }
    const hasAnswers = pieces.some(({ type }) => type === 'result');
    answers.push(hasAnswers);
    const speaker = speakerOf(messages[at]);
    const isAnswer = hasAnswers && speaker !== 'instructions' && speaker !== 'model';
    kinds.push(isAnswer ? 'answer' : (speaker ?? 'model'));
  }
  const wanted = kinds.indexOf('user');
  const isPinned = (of: number): boolean => of === wanted || kinds[of] === 'instructions';
  const turns: Turn[] = [];
  let start = 0;
  let covered = -1;
  for (let next = 1; next <= messages.length; next += 1) {
    covered = Math.max(covered, reach[next - 1]!);
    if (next < messages.length && covered >= next) continue;
    const begins =
      kinds[next] === 'user' || (kinds[next] === 'model' && answers[next - 1]) || isPinned(next) || isPinned(next - 1);
    if (next < messages.length && !begins) continue;
    turns.push({ start, end: next, pinned: isPinned(start) && next === start + 1 });
    start = next;
  }
  return { turns, wanted };
}
