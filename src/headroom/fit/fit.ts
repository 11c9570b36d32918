// A conversation that is too long for its model: what is dropped, and what is said about it.
import { ConfigurationError } from '../../engine/index.js';
import { native } from '../../native/index.js';
import { piecesOf, type Message } from '../../providers/index.js';
import type { Originals } from '../../store/index.js';
import type { CompressResult } from '../result.js';
import { withNote } from './note.js';
import { referencesTo } from './references.js';
import { turnsOf, type Turn } from './turns.js';
import { weightsOf } from './weigh.js';

/** How a conversation was made to fit. */
export interface Fitted {
  /** What its messages cost now, in estimated tokens: texts and all else. */
  readonly tokens: number;
  /** Whether that is within the budget. Where it is not, all that may be dropped was. */
  readonly fits: boolean;
  /** How many messages were dropped. */
  readonly dropped: number;
  /** The handle by which they can be fetched. */
  readonly handle: string | undefined;
  /** The index of the first message that is not sent as it would be without a budget: what the provider has cached behind it is lost. */
  readonly prefixBrokenAt: number | undefined;
}

/** What fitting needs of its surroundings. */
export interface Fitting<M extends Message> {
  readonly budget: number;
  /** So many messages at the start stay. */
  readonly frozen: number;
  /** So many turns at the end stay. */
  readonly keepTurns: number;
  /** Compresses messages; with `final`, what is left out of them is stored: they may be sent. */
  readonly compress: (messages: readonly M[], final: boolean) => Promise<CompressResult<M>>;
  readonly originals: Originals | undefined;
}

/** Compresses the messages and, where they cost more than the budget, drops turns: as few as will do, those that later ones refer to last, the oldest first. */
export async function fit<M extends Message>(messages: readonly M[], { budget, frozen, keepTurns, compress, originals }: Fitting<M>): Promise<CompressResult<M>> {
  const weights = await weightsOf(messages);
  const cost = (kept: readonly number[], result: CompressResult): number => kept.reduce((sum, at) => sum + weights[at]!, result.tokensAfter);
  const all = [...messages.keys()];
  const whole = await compress(messages, true);
  const tokens = cost(all, whole);
  const { turns, wanted } = turnsOf(messages);
  // Where the user said nothing there is no place for a note.
  const free = wanted < 0 || tokens <= budget ? [] : turns.slice(0, Math.max(turns.length - keepTurns, 0)).filter(({ pinned, start }) => !pinned && start >= frozen);
  const droppable = inOrder(free, whole);
  if (droppable.length === 0) {
    return whole.with({ tokens, fits: tokens <= budget, dropped: 0, handle: undefined, prefixBrokenAt: undefined });
  }
  if (!originals) throw new ConfigurationError('option `tokenBudget` needs a store, for what is dropped: set the option `store`', 'tokenBudget');
  const without = (count: number): Kept<M> => keep(messages, new Set(droppable.slice(0, count).flatMap(indexes)));
  const costWithout = async (count: number): Promise<number> => {
    const { kept, left } = without(count);
    return cost(kept, await compress(left, false));
  };
  let [least, most] = [1, droppable.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((await costWithout(middle)) <= budget) most = middle;
    else least = middle + 1;
  }
  const { kept, left, dropped } = without(least);
  const result = await compress(left, true);
  // Last: nothing pins it, so it would go first where storing the rest needs room.
  const [handle] = (await originals.put([JSON.stringify(dropped.map((at) => messages[at]))])) as [string];
  const note = noteOn(dropped, messages.length, handle);
  const place = kept.indexOf(wanted);
  const sent = result.messages.map((message, at) => (at === place ? withNote(message, note) : message));
  const now = cost(kept, result) + native.estimateTokens(note);
  return result.with({ tokens: now, fits: now <= budget, dropped: dropped.length, handle, prefixBrokenAt: Math.min(wanted, dropped[0]!) }, sent);
}

interface Kept<M> {
  /** The indexes of what stays, and of what does not. */
  readonly kept: readonly number[];
  readonly dropped: readonly number[];
  readonly left: readonly M[];
}

function keep<M extends Message>(messages: readonly M[], gone: ReadonlySet<number>): Kept<M> {
  const kept: number[] = [];
  const dropped: number[] = [];
  for (const at of messages.keys()) (gone.has(at) ? dropped : kept).push(at);
  return { kept, dropped, left: kept.map((at) => messages[at]!) };
}

function indexes({ start, end }: Turn): number[] {
  return Array.from({ length: end - start }, (_, at) => start + at);
}

/** Turns in the order in which they are dropped. */
function inOrder(turns: readonly Turn[], whole: CompressResult): Turn[] {
  if (turns.length === 0) return [];
  const counts = referencesTo(whole.blocks, textsOf(whole.messages));
  const count = (turn: Turn): number => indexes(turn).reduce((sum, at) => sum + (counts.get(at) ?? 0), 0);
  return turns.map((turn) => ({ turn, count: count(turn) })).sort((a, b) => a.count - b.count || a.turn.start - b.turn.start).map(({ turn }) => turn);
}

function* textsOf(messages: readonly Message[]): Iterable<string> {
  for (const pieces of piecesOf(messages)) for (const piece of pieces) if (piece.type === 'result') yield piece.text;
}

function noteOn(dropped: readonly number[], of: number, handle: string): string {
  const what = dropped.length === 1 ? '1 message' : `${dropped.length} messages`;
  return `${native.marker(what, handle)} ${ranges(dropped)} of ${of} in this conversation: what was said, called and answered there, in JSON`;
}

/** Indexes as people count, in ranges: `3-14, 20`. */
function ranges(indexes: readonly number[]): string {
  const starts = indexes.filter((at, place) => place === 0 || indexes[place - 1] !== at - 1);
  const ends = indexes.filter((at, place) => indexes[place + 1] !== at + 1);
  return starts.map((start, place) => (start === ends[place] ? `${start + 1}` : `${start + 1}-${ends[place]! + 1}`)).join(', ');
}
