// The text that stands for an image.
import { native } from '../../native/index.js';
import type { ImageBlock, Piece } from '../../providers/index.js';

const MARKER = /^\[text of the image ([0-9a-z]{16}), read by OCR\]\n/;
const MARKER_LENGTH = 64;

/** The text to send for an image whose block is stored under `handle`. */
export function imageText(handle: string, text: string): string {
  return `[text of the image ${handle}, read by OCR]\n${text}`;
}

/** The handle of the block for which a text stands; undefined if it looks like another text. The text may be forged. */
export function handleIn(text: string): string | undefined {
  return MARKER.exec(text.slice(0, MARKER_LENGTH))?.[1];
}

/** Whether a piece looks like the text of an image. */
export function isImageText(piece: Piece): boolean {
  return piece.type !== 'call' && piece.type !== 'argument' && handleIn(piece.text) !== undefined;
}

/** The JSON under which the block of an image is stored, without the marks of the prompt cache, which move. */
export function blockText({ fields }: ImageBlock): string {
  return JSON.stringify(fields);
}

/**
 * The text that is stored beside the block of an image for which a text was sent. It proves that this scope sent that
 * text: a marker may be forged.
 */
export function textRecord(sent: string, handle: string): string {
  return `The text ${native.handleOf(sent)} was read from the image ${handle}.`;
}
