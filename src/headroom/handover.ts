// What of a conversation was handed over to the addon, and what came back for it.
import { hasStandIn, type Pace, pause, slices, unitsOf, withStandIns } from '../text/index.js';
import { native, type Request, type Texts } from '../native/index.js';
import { Reader, speakerOf, type Message, type Path, type Piece, type Speaker, type Text } from '../providers/index.js';
import { givesBack } from '../tool/index.js';
import { isImageText } from './images/image-text.js';
import { allPiecesIn, lengthOf, LONG, PIECE_UNITS } from './pieces.js';
import { withUserDocuments } from './user-documents.js';

/**
 * Documents of the user are passed to the engine as results of this tool. In a live conversation nothing is elided from
 * them.
 */
const DOCUMENTS = 'read_document';

/** The place of a text that may be replaced. */
interface Place {
  readonly message: number;
  readonly path: Path;
  readonly write: Text['write'];
}

/** Options for reading messages. */
export interface ReadOptions {
  /** The number of messages at the start whose results must stay unchanged. */
  readonly frozen: number;
  /** The question that the request is about. */
  readonly query?: string | undefined;
  /** Whether documents in texts of the user may be rewritten. */
  readonly userDocuments?: boolean;
  /** Other results that must stay unchanged. */
  readonly isClosed?: (message: number, path: Path) => boolean;
}

/** A message as it was read. */
export interface ReadMessage {
  readonly pieces: readonly Piece[];
  readonly speaker: Speaker | undefined;
}

/** Hands messages over to the addon, one after another, and keeps what the next turn of the conversation needs. */
export class Handover {
  /** The messages that were read. */
  readonly messages: ReadMessage[] = [];
  /** The place of each text that was handed over. Undefined for texts that are never replaced. */
  readonly places: (Place | undefined)[] = [];
  /** For each message: the texts that are sent in place of others, by their index in `places`. */
  readonly sent: Map<number, Map<number, Text>> = new Map();
  /** The texts that an earlier turn sent, if this one begins with its messages. */
  earlier: Texts | undefined;
  request: Request = new native.Request();
  readonly #frozen: number;
  readonly #userDocuments: boolean;
  readonly #isClosed: (message: number, path: Path) => boolean;
  readonly #calls = new Map<string, number>();
  readonly #retrievals = new Set<number>();
  readonly #reader = new Reader();
  #call = 0;
  #documents: number | undefined;

  constructor({ frozen, userDocuments = false, isClosed = () => false }: ReadOptions) {
    this.#frozen = frozen;
    this.#userDocuments = userDocuments;
    this.#isClosed = isClosed;
  }

  /** Whether another turn may go on where this one ended. */
  isWith({ frozen, isClosed }: ReadOptions): boolean {
    return frozen === this.#frozen && isClosed === undefined;
  }

  /** Begins the next turn of the conversation, behind the messages of the last one, for which `texts` were sent. */
  goOn(texts: Texts): void {
    this.earlier = texts;
    this.request = texts.nextRequest();
  }

  /** Reads a message. The result depends on no other message. */
  read(message: Message, pace: Pace): ReadMessage | Promise<ReadMessage> {
    const pieces = allPiecesIn(message, this.#reader, pace);
    const speaker = speakerOf(message);
    return Array.isArray(pieces) ? { pieces, speaker } : pieces.then((found) => ({ pieces: found, speaker }));
  }

  /** Hands the next message over. Retrieved texts must stay unchanged, too. */
  async add(read: ReadMessage, pace: Pace): Promise<void> {
    const { request } = this;
    const index = this.messages.push(read) - 1;
    // The engine sees no images, and so no texts that stand for images: it decides the same either way.
    const seen = this.#reader.kept(read.pieces).filter((piece) => !isImageText(piece));
    const pieces = this.#userDocuments ? withUserDocuments(seen) : seen;
    if (pieces.length > 0) request.startMessage(index);
    else if (read.speaker === 'model') request.answer();
    for (const piece of pieces) {
      const turn = pace.ask(PIECE_UNITS + unitsOf(lengthOf(piece)));
      if (turn) await turn;
      if (piece.type === 'call' || piece.type === 'assistant') request.answer();
      if (piece.type === 'call') {
        this.#call = request.call(piece.tool);
        this.#calls.set(piece.id, this.#call);
        if (givesBack(piece.tool)) this.#retrievals.add(this.#call);
        continue;
      }
      const text = piece.text.length > LONG ? await passOn(request, piece.text) : readable(piece.text);
      if (text !== undefined) this.#text(index, piece, text);
    }
  }

  /** Hands a text over, or the last slice of a long one. */
  #text(index: number, piece: Exclude<Piece, { type: 'call' }>, text: string): void {
    const { request } = this;
    const of = piece.type === 'result' && piece.id !== undefined ? this.#calls.get(piece.id) : undefined;
    // The model asked for a retrieved text, so it stays unchanged. It is never read as an encoding.
    const isFetched = of !== undefined && this.#retrievals.has(of);
    const isOpen = (path: Path): boolean => index >= this.#frozen && !isFetched && !this.#isClosed(index, path);
    if (piece.type === 'argument') request.argument(this.#call, piece.key, text);
    else if (piece.type === 'result') request.result(of, text, isOpen(piece.path));
    else if (piece.type === 'document')
      request.result((this.#documents ??= request.call(DOCUMENTS)), text, isOpen(piece.path));
    else request[piece.type](text);
    if (piece.type === 'document' || (piece.type === 'result' && piece.isError)) request.keep();
    const isRead = piece.type === 'result' || piece.type === 'document';
    this.places.push(isRead && !isFetched ? { message: index, path: piece.path, write: piece.write } : undefined);
  }
}

/** Passes a long text on except for its last slice, which is returned. Undefined if it cannot be passed on. */
async function passOn(request: Request, text: string): Promise<string | undefined> {
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
