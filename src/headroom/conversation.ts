// A provider's messages as a request to the engine, and the answer as messages.
import { native, type Request, type Texts } from '../native/index.js';
import type { Message, Place, Provider } from '../providers/index.js';
import { pause } from './pause.js';

/** So much text is handed over before other work gets its turn, in UTF-16 units: less than a millisecond's worth. */
const SLICE = 1 << 18;
/** So many texts are, too. */
const SLICE_COUNT = 256;

/** A request, and where each of its texts stands; nothing for those that are never replaced. */
export interface Reading {
  readonly request: Request;
  readonly places: readonly (Place | undefined)[];
}

/** Hands the texts of the messages over. Results in the first `frozen` messages are not to be changed. */
export async function read(provider: Provider, messages: readonly Message[], frozen: number): Promise<Reading> {
  const request = new native.Request();
  const places: (Place | undefined)[] = [];
  const calls = new Map<string, number>();
  let call = 0;
  let size = 0;
  let count = 0;
  for (const [index, message] of messages.entries()) {
    request.startMessage(index);
    for (const piece of provider.read(message, index)) {
      if (piece.type === 'call') {
        call = request.call(piece.tool);
        calls.set(piece.id, call);
        continue;
      }
      // Half a surrogate pair would not survive the way to UTF-8: such a text stays as it is, and nobody refers to it.
      if (!piece.text.isWellFormed()) continue;
      if (piece.type === 'argument') request.argument(call, piece.key, piece.text);
      else if (piece.type === 'result') request.result(piece.id === undefined ? undefined : calls.get(piece.id), piece.text, index >= frozen);
      else request[piece.type](piece.text);
      places.push(piece.type === 'result' ? piece.place : undefined);
      size += piece.text.length;
      count += 1;
    }
    if (size > SLICE || count > SLICE_COUNT) {
      size = count = 0;
      await pause();
    }
  }
  return { request, places };
}

/** The messages with the texts that changed. Messages without such are the caller's own. */
export function replace<M extends Message>(provider: Provider, messages: readonly M[], { places }: Reading, texts: Texts): M[] {
  const byMessage = new Map<number, Map<Place, string>>();
  for (const [index, at] of texts.places().entries()) {
    const place = places[at];
    const text = texts.text(index);
    if (!place || text === null) continue;
    const own = byMessage.get(place.message) ?? new Map<Place, string>();
    byMessage.set(place.message, own.set(place, text));
  }
  return messages.map((message, index) => {
    const own = byMessage.get(index);
    return own ? (provider.replace(message, own) as M) : message;
  });
}
