// A provider's messages as a request to the engine, and the answer as messages.
import { Pace, pause, unitsOf, withoutStandIns } from '../text/index.js';
import type { Texts } from '../native/index.js';
import { Draft, withTexts, type Message, type Piece, type Text } from '../providers/index.js';
import { Handover, type ReadMessage, type ReadOptions } from './handover.js';
import { noteLookAlike } from './look-alikes.js';
import { PIECE_UNITS } from './pieces.js';
import type { Snapshot } from './snapshot.js';

/** The cost of reading a message, in units of work. */
const MESSAGE_UNITS = 8;
/** The maximum number of texts of a message that are replaced at once. */
const REPLACED_AT_ONCE = 256;

/** Passes the texts of the messages to the addon. Those of an earlier turn with which they begin are there already. */
export async function read(snapshot: Snapshot<Message>, options: ReadOptions): Promise<Handover> {
  await snapshot.ready;
  const pace = new Pace();
  const handover = (await continued(snapshot, options, pace)) ?? new Handover(options);
  const { query } = options;
  if (query !== undefined) handover.request.ask(query.toWellFormed());
  for (let index = handover.messages.length; index < snapshot.messages.length; index += 1) {
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    const known = snapshot.isKnown(index) ? snapshot.earlier?.handover.messages[index] : undefined;
    await handover.add(known ?? (await handover.read(snapshot.messages[index]!, pace)), pace);
  }
  return handover;
}

/** The handover of the earlier turn, if these messages begin with all texts of that one. */
async function continued(snapshot: Snapshot<Message>, options: ReadOptions, pace: Pace): Promise<Handover | undefined> {
  const { earlier, messages } = snapshot;
  if (!earlier?.handover.isWith(options) || messages.length < earlier.handover.messages.length) return undefined;
  for (const [index, before] of earlier.handover.messages.entries()) {
    if (snapshot.isKnown(index)) continue;
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    // Clients move marks of the prompt cache, which are no texts.
    if (!isSameReading(before, await earlier.handover.read(messages[index]!, pace))) return undefined;
  }
  earlier.handover.goOn(earlier.texts);
  return earlier.handover;
}

function isSameReading(before: ReadMessage, now: ReadMessage): boolean {
  return (
    before.speaker === now.speaker &&
    before.pieces.length === now.pieces.length &&
    before.pieces.every((piece, at) => isSamePiece(piece, now.pieces[at]!))
  );
}

function isSamePiece(before: Piece, now: Piece): boolean {
  const keys = Object.keys(before) as (keyof typeof before)[];
  return keys.length === Object.keys(now).length && keys.every((key) => isSameValue(before[key], now[key]));
}

/** The values of pieces are primitive, except for paths. How a text is written follows from its path. */
function isSameValue(before: unknown, now: unknown): boolean {
  if (typeof before === 'function') return typeof now === 'function';
  if (!Array.isArray(before) || !Array.isArray(now)) return before === now;
  return before.length === now.length && before.every((key, at) => key === now[at]);
}

/**
 * Puts the changed texts into the messages. A message without a change is the caller's own object, if that is still
 * the same.
 */
export async function replace<M extends Message>(
  snapshot: Snapshot<M>,
  handover: Handover,
  texts: Texts,
): Promise<M[]> {
  const pace = new Pace();
  await receive(handover, texts, pace);
  const { places, sent } = handover;
  const messages: M[] = [];
  for (const index of snapshot.messages.keys()) {
    const own = sent.has(index) ? [...sent.get(index)!.values()] : undefined;
    if (own && own.length > REPLACED_AT_ONCE) messages.push(await withMany(snapshot.copy(index), own, pace));
    else messages.push(own ? withTexts(snapshot.own(index), own) : snapshot.own(index));
    const wait = pace.ask(PIECE_UNITS * (1 + (own?.length ?? 0)));
    if (wait) await wait;
  }
  for (const at of texts.lookAlikes()) {
    const place = places[at];
    if (place) noteLookAlike(messages[place.message]!, place.path);
  }
  return messages;
}

/** Receives the changed texts. Those that an earlier turn received are there already. */
async function receive(handover: Handover, texts: Texts, pace: Pace): Promise<void> {
  const { earlier, places, sent } = handover;
  handover.earlier = undefined;
  const all = texts.places();
  const changed = earlier && texts.changedSince(earlier);
  if (!changed) sent.clear();
  for (const index of changed ?? all.keys()) {
    const at = all[index]!;
    const place = places[at];
    if (!place) continue;
    const text = await textOf(texts, index);
    const own = sent.get(place.message) ?? new Map<number, Text>();
    sent.set(place.message, own.set(at, { path: place.path, text, write: place.write }));
    const wait = pace.ask(PIECE_UNITS + unitsOf(text.length));
    if (wait) await wait;
  }
}

async function textOf(texts: Texts, index: number): Promise<string> {
  let text = texts.part(index, 0) ?? '';
  for (let part = 1; ; part += 1) {
    const next = texts.part(index, part);
    if (next === null) return withoutStandIns(text);
    text += next;
    await pause();
  }
}

/** As `withTexts`, but in turns. Nobody changes the message meanwhile. */
async function withMany<M extends Message>(message: M, texts: readonly Text[], pace: Pace): Promise<M> {
  const draft = new Draft(message);
  for (const text of texts) {
    draft.replace(text);
    const wait = pace.ask(PIECE_UNITS);
    if (wait) await wait;
  }
  return draft.message;
}
