// Fits a conversation that is too long for its model: which turns are dropped, and the note about them.
import { Pace } from '../../text/index.js';
import { native } from '../../native/index.js';
import { Reader, withAdded, type Message, type Piece } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import { piecesIn } from '../pieces.js';
import type { CompressResult } from '../result.js';
import type { Snapshot } from '../snapshot.js';
import { referencesTo } from './references.js';
import { turnsOf, type Turn } from './turns.js';
import { weightsOf } from './weigh.js';

/** The default number of turns at the end that a budget keeps. */
export const KEPT_TURNS = 4;

/** The functions and options that fitting needs. */
export interface Fitting<M extends Message> {
  readonly budget: number;
  /** The number of messages at the start that stay. */
  readonly frozen: number;
  /** The number of turns at the end that stay. */
  readonly keepTurns: number;
  /** Compresses messages. With `final`, elided texts are stored, because the messages may be sent. */
  readonly compress: (messages: Snapshot<M>, final: boolean) => Promise<CompressResult<M>>;
  readonly originals: Originals;
}

/**
 * Compresses the messages. If they cost more than the budget, drops as few turns as possible: the oldest first, and
 * last those to which later turns refer.
 */
export async function fit<M extends Message>(
  given: Snapshot<M>,
  { budget, frozen, keepTurns, compress, originals }: Fitting<M>,
): Promise<CompressResult<M>> {
  const pieces = await allPieces(given);
  const { messages } = given;
  const weights = await weightsOf(messages, pieces);
  const cost = (kept: readonly number[], result: CompressResult): number =>
    kept.reduce((sum, at) => sum + weights[at]!, result.tokensAfter);
  const all = [...messages.keys()];
  const whole = await compress(given, true);
  const tokens = cost(all, whole);
  const { turns, wanted } = turnsOf(messages, pieces);
  // If there is no message of the user, there is no place for a note.
  const free =
    wanted < 0 || tokens <= budget
      ? []
      : turns.slice(0, Math.max(turns.length - keepTurns, 0)).filter(({ pinned, start }) => !pinned && start >= frozen);
  if (free.length === 0)
    return whole.with({ tokens, fits: tokens <= budget, dropped: 0, handle: undefined, prefixBrokenAt: undefined });
  const droppable = inOrder(free, await referencesTo(whole));
  const without = (count: number): Kept => keep(all, new Set(droppable.slice(0, count).flatMap(indexes)));
  const costWithout = async (count: number): Promise<number> => {
    const { kept } = without(count);
    return cost(kept, await compress(given.pick(kept), false));
  };
  let [least, most] = [1, droppable.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((await costWithout(middle)) <= budget) most = middle;
    else least = middle + 1;
  }
  const { kept, dropped } = without(least);
  const result = await compress(given.pick(kept), true);
  // The dropped turns are stored last. Nothing protects them, so they would be removed first if the others need room.
  const [handle] = (await originals.put([JSON.stringify(dropped.map((at) => messages[at]))])) as [string];
  const note = noteOn(dropped, messages.length, handle);
  const place = kept.indexOf(wanted);
  const sent = result.messages.map((message, at) => (at === place ? withAdded(message, note) : message));
  const now = cost(kept, result) + native.estimateTokens(note);
  return result.with(
    {
      tokens: now,
      fits: now <= budget,
      dropped: dropped.length,
      handle,
      prefixBrokenAt: Math.min(wanted, dropped[0]!),
    },
    sent,
  );
}

/** The pieces of all messages. */
async function allPieces({ messages, ready }: Snapshot<Message>): Promise<(readonly Piece[])[]> {
  await ready;
  const [reader, pace] = [new Reader(), new Pace()];
  const pieces: (readonly Piece[])[] = [];
  for (const message of messages) pieces.push(await piecesIn(message, reader, pace));
  return pieces;
}

/** The indexes of the messages that stay, and of those that do not. */
interface Kept {
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
}

function keep(all: readonly number[], gone: ReadonlySet<number>): Kept {
  return { kept: all.filter((at) => !gone.has(at)), dropped: all.filter((at) => gone.has(at)) };
}

function indexes({ start, end }: Turn): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

/**
 * Returns the turns in the order in which they are dropped. `counts` has the number of later references to each
 * message.
 */
function inOrder(turns: readonly Turn[], counts: ReadonlyMap<number, number>): Turn[] {
  const count = (turn: Turn): number => indexes(turn).reduce((sum, at) => sum + (counts.get(at) ?? 0), 0);
  return turns
    .map((turn) => ({ turn, count: count(turn) }))
    .sort((a, b) => a.count - b.count || a.turn.start - b.turn.start)
    .map(({ turn }) => turn);
}

function noteOn(dropped: readonly number[], of: number, handle: string): string {
  const what = dropped.length === 1 ? '1 message' : `${dropped.length} messages`;
  return `${native.marker(what, handle)} ${ranges(dropped)} of ${of} in this conversation: what was said, called and answered there, in JSON`;
}

/** Formats indexes as ranges, counted from 1: `3-14, 20`. */
function ranges(indexes: readonly number[]): string {
  const starts = indexes.filter((at, place) => place === 0 || indexes[place - 1] !== at - 1);
  const ends = indexes.filter((at, place) => indexes[place + 1] !== at + 1);
  return starts
    .map((start, place) => (start === ends[place] ? `${start + 1}` : `${start + 1}-${ends[place]! + 1}`))
    .join(', ');
}
