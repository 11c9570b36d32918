// A provider's messages as a request to the engine, and the answer as messages.
import { hasStandIn, Pace, pause, slices, unitsOf, withoutStandIns, withStandIns } from '../text/index.js';
import { native, type Request, type Texts } from '../native/index.js';
import {
  Draft,
  Reader,
  speakerOf,
  withTexts,
  type Message,
  type Path,
  type Piece,
  type Text,
} from '../providers/index.js';
import { givesBack } from '../tool/index.js';
import { isImageText } from './images/image-text.js';
import { noteLookAlike } from './look-alikes.js';
import type { Snapshot } from './snapshot.js';

/** The cost of reading a message, and of finding or passing on a piece of it, in units of work. */
const MESSAGE_UNITS = 8;
const PIECE_UNITS = 4;
/** The maximum number of pieces of a message that are found at once. */
const AT_ONCE = 64;
/** The maximum number of texts of a message that are replaced at once. */
const REPLACED_AT_ONCE = 256;
/**
 * Documents of the user are passed to the engine as results of this tool. In a live conversation nothing is elided from
 * them.
 */
const DOCUMENTS = 'read_document';
/** Longer texts are passed to the addon in slices, in UTF-16 units. */
const LONG = 1 << 16;

/** The place of a text that may be replaced. */
interface Place {
  readonly message: number;
  readonly path: Path;
  readonly write: Text['write'];
}

/** A request, and the place of each of its texts. Undefined for texts that are never replaced. */
export interface Reading {
  readonly request: Request;
  readonly places: readonly (Place | undefined)[];
}

/** Options for reading messages. */
interface ReadOptions {
  /** The number of messages at the start whose results must stay unchanged. */
  readonly frozen: number;
  /** The question that the request is about. */
  readonly query?: string | undefined;
  /** Other results that must stay unchanged. */
  readonly isClosed?: (message: number, path: Path) => boolean;
}

/** Passes the texts of the messages to the addon. Retrieved texts must stay unchanged, too. */
export async function read(
  snapshot: Snapshot<Message>,
  { frozen, query, isClosed = () => false }: ReadOptions,
): Promise<Reading> {
  await snapshot.ready;
  const { messages } = snapshot;
  const request = new native.Request();
  if (query !== undefined) request.ask(query.toWellFormed());
  const places: (Place | undefined)[] = [];
  const calls = new Map<string, number>();
  const retrievals = new Set<number>();
  const reader = new Reader();
  const pace = new Pace();
  let call = 0;
  let documents: number | undefined;
  for (const [index, message] of messages.entries()) {
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    // The engine sees no images, and so no texts that stand for images: it decides the same either way.
    const pieces = (await piecesIn(message, reader, pace)).filter((piece) => !isImageText(piece));
    if (pieces.length > 0) request.startMessage(index);
    else if (speakerOf(message) === 'model') request.answer();
    for (const piece of pieces) {
      const turn = pace.ask(PIECE_UNITS + unitsOf(lengthOf(piece)));
      if (turn) await turn;
      if (piece.type === 'call' || piece.type === 'assistant') request.answer();
      if (piece.type === 'call') {
        call = request.call(piece.tool);
        calls.set(piece.id, call);
        if (givesBack(piece.tool)) retrievals.add(call);
        continue;
      }
      const text = piece.text.length > LONG ? await handOver(request, piece.text) : readable(piece.text);
      if (text === undefined) continue;
      const of = piece.type === 'result' && piece.id !== undefined ? calls.get(piece.id) : undefined;
      // The model asked for a retrieved text, so it stays unchanged. It is never read as an encoding.
      const isFetched = of !== undefined && retrievals.has(of);
      if (piece.type === 'argument') request.argument(call, piece.key, text);
      else if (piece.type === 'result')
        request.result(of, text, index >= frozen && !isFetched && !isClosed(index, piece.path));
      else if (piece.type === 'document')
        request.result((documents ??= request.call(DOCUMENTS)), text, index >= frozen && !isClosed(index, piece.path));
      else request[piece.type](text);
      if (piece.type === 'document' || (piece.type === 'result' && piece.isError)) request.keep();
      places.push(
        'path' in piece && !isFetched
          ? { message: index, path: piece.path, write: piece.type === 'result' ? piece.write : undefined }
          : undefined,
      );
    }
  }
  return { request, places };
}

/** Returns the pieces of the next message. If there are many, they are found in turns. */
export function piecesIn(message: Message, reader: Reader, pace: Pace): readonly Piece[] | Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  const pending = reader.read(message)[Symbol.iterator]();
  // Most messages have few pieces. A promise for each would take longer than finding them.
  const isOver = take(pending, pieces);
  return isOver ? reader.kept(pieces) : takeAll(pending, pieces, pace).then((all) => reader.kept(all));
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

/** Passes a long text on except for its last slice, which is returned. Undefined if it cannot be passed on. */
async function handOver(request: Request, text: string): Promise<string | undefined> {
  for (const slice of slices(text)) {
    if (hasStandIn(slice)) return undefined;
    await pause();
  }
  let last: string | undefined;
  for (const slice of slices(text)) {
    if (last !== undefined) {
      request.part(last);
      await pause();
    }
    last = withStandIns(slice);
  }
  return last;
}

/** The text as the addon reads it. Undefined for one with stand-ins of its own: it stays unchanged, and nothing refers to it. */
function readable(text: string): string | undefined {
  return hasStandIn(text) ? undefined : withStandIns(text);
}

/** For a text that is passed on at once. */
function lengthOf(piece: Piece | undefined): number {
  return piece === undefined || piece.type === 'call' || piece.text.length > LONG ? 0 : piece.text.length;
}

/**
 * Puts the changed texts into the messages. A message without a change is the caller's own object, if that is still
 * the same.
 */
export async function replace<M extends Message>(
  snapshot: Snapshot<M>,
  { places }: Reading,
  texts: Texts,
): Promise<M[]> {
  const byMessage = new Map<number, Text[]>();
  const pace = new Pace();
  for (const [index, at] of texts.places().entries()) {
    const place = places[at];
    if (!place) continue;
    const text = await textOf(texts, index);
    const own = byMessage.get(place.message);
    const now = { path: place.path, text, write: place.write };
    if (own) own.push(now);
    else byMessage.set(place.message, [now]);
    const wait = pace.ask(PIECE_UNITS + unitsOf(text.length));
    if (wait) await wait;
  }
  const messages: M[] = [];
  for (const index of snapshot.messages.keys()) {
    const own = byMessage.get(index);
    if (own && own.length > REPLACED_AT_ONCE) messages.push(await withMany(snapshot.messages[index]!, own, pace));
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

async function textOf(texts: Texts, index: number): Promise<string> {
  let text = texts.part(index, 0) ?? '';
  for (let part = 1; ; part += 1) {
    const next = texts.part(index, part);
    if (next === null) return withoutStandIns(text);
    text += next;
    await pause();
  }
}

/** As `withTexts`, but in turns. The message is a copy that only this function changes. */
async function withMany<M extends Message>(message: M, texts: readonly Text[], pace: Pace): Promise<M> {
  const draft = new Draft(message);
  for (const text of texts) {
    draft.replace(text);
    const wait = pace.ask(PIECE_UNITS);
    if (wait) await wait;
  }
  return draft.message;
}
