// What of a conversation goes or stays together.
import { speakerOf, type Message, type Piece, type Speaker } from '../../providers/index.js';

/** Messages that go or stay together: a call and all that was answered to it, with what the user said before. */
export interface Turn {
  readonly start: number;
  readonly end: number;
  /** Whether it stays: instructions, and what the user wanted at first. */
  readonly pinned: boolean;
}

type Kind = Speaker | 'answer';

/** A conversation in turns. */
export interface Turns {
  /** In order; every message is in one. */
  readonly turns: readonly Turn[];
  /** The index of what the user wanted at first; -1: they said nothing. */
  readonly wanted: number;
}

/** The turns of a conversation. `read`: the pieces of each message. */
export function turnsOf(messages: readonly Message[], read: readonly (readonly Piece[])[]): Turns {
  const calls = new Map<string, number>();
  /** Of each message, the last one that answers its calls. */
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
