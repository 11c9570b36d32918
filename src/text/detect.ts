import { argument, TEXT } from '../errors/index.js';
import { native, type DetectedSection, type Detection } from '../native/index.js';
import { call } from './errors.js';

export type { DetectedSection, Detection };

/** The kind of a text, or of a section of it. */
export type ContentKind = Detection['kind'];

/** The language of a program. */
export type ContentLanguage = NonNullable<Detection['language']>;

/**
 * Detects the kind of a text, and those of its sections. The `sections` cover the text in order; their offsets are in
 * UTF-16 units, so that `slice` cuts each out. `confidence` goes from 0 to 100. A text of no other kind is of the kind
 * `text`.
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

/** Whether a text is one JSON value. Other kinds are not tried, unlike in `detect`. */
export function isJson(text: string): boolean {
  return native.isJson(text);
}
