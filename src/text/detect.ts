import { argument, TEXT } from '../errors/index.js';
import { native, type DetectedSection, type Detection } from '../native/index.js';
import { call } from './errors.js';

export type { DetectedSection, Detection };

/** What a text, or a section of one, is. */
export type ContentKind = Detection['kind'];

/** The language of a program. */
export type ContentLanguage = NonNullable<Detection['language']>;

/**
 * What a text is, and what its parts are: sections that cover it in order, so that each can be `slice`d out of it (offsets are in UTF-16
 * units). Confidence goes from 0 to 100; what is not sure is `text`. Only the text is looked at, and nothing leaves the process.
 *
 * @throws {@link ConfigurationError} where the text is no string.
 */
export function detect(text: string): Detection {
  argument('text', text, TEXT);
  return call(() => native.detect(text));
}

/** Whether a text is one JSON value. Unlike `detect`, it looks no further. */
export function isJson(text: string): boolean {
  return native.isJson(text);
}
