// Finds the images of a conversation, and what may be done with each. Only its own message and earlier ones count.
import { Pace } from '../../text/index.js';
import { imagesOf, Reader, speakerOf, type Image, type Message, type Piece } from '../../providers/index.js';
import { piecesIn } from '../conversation.js';
import type { RequestImages } from './options.js';
import type { ImageSkipReason } from './report.js';

/** A way of preparing an image. */
export type Treatment = 'small' | 'crop' | 'downscale' | 'transcode' | 'auto';

/** An image, and how it is prepared, or why it is not. */
export interface Found {
  readonly message: number;
  readonly image: Image;
  readonly treatment: Treatment;
  readonly skipped: ImageSkipReason | undefined;
}

/** The cost of looking for images in a message, in units of work. */
const MESSAGE_UNITS = 4;
/** Names of tools that work with the pixels of what they show: after a crop, they would click elsewhere. */
const POINTING = /computer|browser|screen|playwright|puppeteer|click|mouse|navigate|device|emulator|simulator/i;
/** Words of users who ask for what a smaller image may no longer show. */
const CLOSELY =
  /\b(?:read|reads|text|ocr|transcri\w+|words?|letters?|digits?|numbers?|fonts?|pixels?|zoom|(?:small|fine) print|exact\w*|detail\w*|spell\w*|typos?|labels?|captions?|legends?)\b/i;

/** The images of the messages from `frozen` on, in order; earlier ones are skipped. */
export async function findImages(
  messages: readonly Message[],
  mode: Exclude<RequestImages, 'preserve'>,
  frozen: number,
): Promise<Found[]> {
  const found: Found[] = [];
  const pace = new Pace();
  for (const [index, message] of messages.entries()) {
    const wait = pace.ask(MESSAGE_UNITS);
    if (wait) await wait;
    const images = imagesOf(message);
    if (images.length === 0) continue;
    const isClose = mode === 'auto' && asksClosely(await piecesIn(message, new Reader(), pace));
    const tools = images.some(({ call }) => call !== undefined) ? await toolsIn(messages.slice(0, index), pace) : NONE;
    for (const image of images) {
      const tool = image.tool ?? (image.call === undefined ? undefined : tools.get(image.call));
      const skipped = index < frozen ? 'frozen' : reasonFor(image, tool);
      found.push({ message: index, image, skipped, treatment: treatmentFor(mode, image, isClose) });
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

const NONE: ReadonlyMap<string, string> = new Map();

function reasonFor({ detail }: Image, tool: string | undefined): ImageSkipReason | undefined {
  if (tool !== undefined && POINTING.test(tool)) return 'coordinates';
  return detail === 'low' ? 'low-detail' : undefined;
}

function treatmentFor(mode: Exclude<RequestImages, 'preserve'>, { detail }: Image, isClose: boolean): Treatment {
  if (mode === 'low') return 'small';
  return mode === 'auto' && (isClose || detail === 'high') ? 'crop' : mode;
}

function asksClosely(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.type === 'user' && CLOSELY.test(piece.text));
}

/** The tool of each call. */
async function toolsIn(messages: readonly Message[], pace: Pace): Promise<ReadonlyMap<string, string>> {
  const tools = new Map<string, string>();
  const reader = new Reader();
  for (const message of messages)
    for (const piece of await piecesIn(message, reader, pace))
      if (piece.type === 'call') tools.set(piece.id, piece.tool);
  return tools;
}
