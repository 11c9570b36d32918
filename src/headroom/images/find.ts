// Finds the images of a conversation, and what may be done with each. Only its own message and earlier ones count.
import { Pace } from '../../text/index.js';
import { imagesOf, Reader, speakerOf, type Image, type Message, type Piece } from '../../providers/index.js';
import { piecesIn } from '../pieces.js';
import type { RequestImages } from './options.js';
import type { ImageSkipReason } from './report.js';

/** A way of preparing an image. */
export type Treatment = 'small' | 'crop' | 'downscale' | 'transcode' | 'auto';

/** An image, and how it is prepared, or why it is not. */
export interface Found {
  readonly message: number;
  readonly image: Image;
  readonly treatment: Treatment;
  /** Whether a text may take its place. */
  readonly mayBeText: boolean;
  readonly skipped: ImageSkipReason | undefined;
}

/** The cost of looking for images in a message, in units of work. */
const MESSAGE_UNITS = 4;
/** Names of tools that work with the pixels of what they show: after a crop, they would click elsewhere. */
const POINTING = /computer|browser|screen|playwright|puppeteer|click|mouse|navigate|device|emulator|simulator/i;
/** Words of users who ask for what a smaller image may no longer show. */
const CLOSELY =
  /\b(?:read|reads|text|ocr|transcri\w+|words?|letters?|digits?|numbers?|fonts?|pixels?|zoom|(?:small|fine) print|exact\w*|detail\w*|spell\w*|typos?|labels?|captions?|legends?)\b/i;
/** Words of users who ask how something looks, which no text of it says. */
const LOOKS =
  /\b(?:colou?rs?|fonts?|pixels?|layouts?|designs?|aligned|alignment|styles?|styling|spacing|margins?|icons?|buttons?|logos?|overlap\w*|looks?|where|left|right|top|bottom)\b/i;

/** The images of the messages from `frozen` on, in order; earlier ones are skipped. */
export async function findImages(
  messages: readonly Message[],
  mode: Exclude<RequestImages, 'preserve'>,
  frozen: number,
): Promise<Found[]> {
  const found: Found[] = [];
  const pace = new Pace();
  const tools = new Tools(messages, pace);
  for (const [index, message] of messages.entries()) {
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    const images = imagesOf(message);
    if (images.length === 0) continue;
    const isAuto = mode === 'auto' || mode === 'text';
    const pieces = isAuto ? await piecesIn(message, new Reader(), pace) : [];
    const [isClose, isAboutLooks] = [asksFor(CLOSELY, pieces), asksFor(LOOKS, pieces)];
    for (const image of images) {
      const tool = image.tool ?? (image.call === undefined ? undefined : await tools.of(image.call, index));
      const skipped = index < frozen ? 'frozen' : reasonFor(image, tool);
      const mayBeText = mode === 'text' && !isAboutLooks && image.detail !== 'high';
      found.push({ message: index, image, skipped, mayBeText, treatment: treatmentFor(mode, image, isClose) });
    }
  }
  return found;
}

/** The index of the last message that the model wrote; -1 if it wrote none. */
export async function lastOfModel(messages: readonly Message[]): Promise<number> {
  const pace = new Pace();
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const pieces = await piecesIn(messages[index]!, new Reader(), pace);
    if (speakerOf(messages[index]) === 'model' || pieces.some(({ type }) => type === 'call' || type === 'assistant'))
      return index;
  }
  return -1;
}

function reasonFor({ detail }: Image, tool: string | undefined): ImageSkipReason | undefined {
  if (tool !== undefined && POINTING.test(tool)) return 'coordinates';
  return detail === 'low' ? 'low-detail' : undefined;
}

function treatmentFor(mode: Exclude<RequestImages, 'preserve'>, { detail }: Image, isClose: boolean): Treatment {
  if (mode === 'low') return 'small';
  const own = mode === 'text' ? 'auto' : mode;
  return own === 'auto' && (isClose || detail === 'high') ? 'crop' : own;
}

function asksFor(words: RegExp, pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.type === 'user' && words.test(piece.text));
}

/** The tools of the calls so far. Each message is read once, and only if a result has an image. */
class Tools {
  readonly #messages: readonly Message[];
  readonly #pace: Pace;
  readonly #reader = new Reader();
  readonly #known = new Map<string, string>();
  #read = 0;

  constructor(messages: readonly Message[], pace: Pace) {
    this.#messages = messages;
    this.#pace = pace;
  }

  /** The tool of a call in front of the message with this index. */
  async of(call: string, end: number): Promise<string | undefined> {
    for (; this.#read < end; this.#read += 1)
      for (const piece of await piecesIn(this.#messages[this.#read]!, this.#reader, this.#pace))
        if (piece.type === 'call') this.#known.set(piece.id, piece.tool);
    return this.#known.get(call);
  }
}
