import type { Image } from '../../providers/index.js';

/** The text under which the original of an image is stored. */
export function originalOf({ data, mediaType }: Image): string {
  return `data:${mediaType};base64,${data}`;
}

/**
 * The text that is stored beside the original of an image that was sent in another form. It proves that this scope made
 * that form: a note in an image may be forged.
 */
export function recordOf(sent: string, original: string): string {
  return `The image ${sent} was made from the image ${original}.`;
}
