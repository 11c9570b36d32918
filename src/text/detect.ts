import { argument, TEXT } from '../errors/index.js';
import { native, type DetectedSection, type Detection } from '../native/index.js';
import { call } from './errors.js';

export type { DetectedSection, Detection };

/** What a text, or a section of one, is. */
export type ContentKind = Detection['kind'];

/** The language of a program. */
export type ContentLanguage = NonNullable<Detection['language']>;

/**
 * Detects what a text is, and what its parts are. The `sections` cover the text in order; their offsets are in UTF-16
 * units, so that `slice` cuts each out. `confidence` goes from 0 to 100. A text that nothing is known about is of the
 * kind `text`. Only the text is looked at.
 *
 * @throws `ConfigurationError` if the text is not a string.
 *
 * @example
 * ```ts
 * import { detect } from '@headroom/native';
 *
 * const { kind, confidence, sections } = detect(log);
 * console.log(kind, confidence, log.slice(sections[0].start, sections[0].end).length);
 * ```
 */
export function detect(text: string): Detection {
  argument('text', text, TEXT);
  return call(() => native.detect(text));
}

/** Whether a text is one JSON value. Unlike `detect`, it looks no further. */
export function isJson(text: string): boolean {
  return native.isJson(text);
}
