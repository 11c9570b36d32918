// A provider's messages as a request to the engine, and the answer as messages.
import { native, type Request, type Texts } from '../native/index.js';
import { isModels, piecesOf, withTexts, type Message, type Path, type Text } from '../providers/index.js';
import { givesBack } from '../tool/index.js';
import { pause } from './pause.js';

/** So much text is handed over before other work gets its turn, in UTF-16 units: less than a millisecond's worth. */
const SLICE = 1 << 18;
/** So many texts are, too. */
const SLICE_COUNT = 256;

/** Where a text that may be replaced stands. */
interface Place {
  readonly message: number;
  readonly path: Path;
}

/** A request, and where each of its texts stands; nothing for those that are never replaced. */
export interface Reading {
  readonly request: Request;
  readonly places: readonly (Place | undefined)[];
}

/** Hands the texts of the messages over. Results in the first `frozen` messages, and what was retrieved, are not to be changed. */
export async function read(messages: readonly Message[], frozen: number, query?: string): Promise<Reading> {
  const request = new native.Request();
  if (query !== undefined) request.ask(query.toWellFormed());
  const places: (Place | undefined)[] = [];
  const calls = new Map<string, number>();
  const retrievals = new Set<number>();
  let call = 0;
  let size = 0;
  let count = 0;
  let index = -1;
  for (const pieces of piecesOf(messages)) {
    request.startMessage((index += 1));
    if (pieces.length === 0 && isModels(messages[index])) request.answer();
    for (const piece of pieces) {
      if (piece.type === 'call' || piece.type === 'assistant') request.answer();
      if (piece.type === 'call') {
        call = request.call(piece.tool);
        calls.set(piece.id, call);
        if (givesBack(piece.tool)) retrievals.add(call);
        continue;
      }
      // Half a surrogate pair would not survive the way to UTF-8: such a text stays as it is, and nobody refers to it.
      const isLong = piece.text.length > SLICE;
      if (!(isLong ? await isWellFormed(piece.text) : piece.text.isWellFormed())) continue;
      const text = isLong ? await handOver(request, piece.text) : piece.text;
      const of = piece.type === 'result' && piece.id !== undefined ? calls.get(piece.id) : undefined;
      // What was left out and fetched is what the model asked for: it stays as it is, and is no encoding of anything.
      const isFetched = of !== undefined && retrievals.has(of);
      if (piece.type === 'argument') request.argument(call, piece.key, text);
      else if (piece.type === 'result') request.result(of, text, index >= frozen && !isFetched);
      else request[piece.type](text);
      places.push(piece.type === 'result' && !isFetched ? { message: index, path: piece.path } : undefined);
      size += text.length;
      count += 1;
    }
    if (size > SLICE || count > SLICE_COUNT) {
      size = count = 0;
      await pause();
    }
  }
  return { request, places };
}

async function isWellFormed(text: string): Promise<boolean> {
  for (const slice of slices(text)) {
    if (!slice.isWellFormed()) return false;
    await pause();
  }
  return true;
}

/** Hands over a long text but for its end, which is given back. */
async function handOver(request: Request, text: string): Promise<string> {
  let last = '';
  for (const slice of slices(text)) {
    if (last !== '') {
      request.part(last);
      await pause();
    }
    last = slice;
  }
  return last;
}

/** A text in parts that are looked at in less than a millisecond each. No surrogate pair is cut in two. */
function* slices(text: string): Iterable<string> {
  let at = 0;
  while (text.length - at > SLICE) {
    const end = at + SLICE - (isHighSurrogate(text.charCodeAt(at + SLICE - 1)) ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
  yield text.slice(at);
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The messages with the texts that changed. Messages without such are the caller's own. */
export async function replace<M extends Message>(messages: readonly M[], { places }: Reading, texts: Texts): Promise<M[]> {
  const byMessage = new Map<number, Text[]>();
  for (const [index, at] of texts.places().entries()) {
    const place = places[at];
    if (!place) continue;
    let text = texts.part(index, 0) ?? '';
    for (let part = 1, next; (next = texts.part(index, part)) !== null; part += 1) {
      text += next;
      await pause();
    }
    const own = byMessage.get(place.message);
    if (own) own.push({ path: place.path, text });
    else byMessage.set(place.message, [{ path: place.path, text }]);
  }
  return messages.map((message, index) => {
    const own = byMessage.get(index);
    return own ? withTexts(message, own) : message;
  });
}
