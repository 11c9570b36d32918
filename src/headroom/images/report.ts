import type { SentImage } from '../../native/index.js';
import type { OcrOutcome } from './readings.js';

/**
 * Why an image of a request is unchanged. `no-saving`: no allowed form costs less. `prepared`: it was prepared before.
 * `sent`: the model has read it as it is, and it was not read here. `frozen`: it stands in a frozen message. `coordinates`: its tool works with
 * its pixels. `low-detail`: the message asks for low detail. `store`: there is no store for the original, or it failed.
 * `damaged`, `too-large`, `unknown-format`: it cannot be read. `failed`: preparing it failed for another reason.
 */
export type ImageSkipReason =
  | 'no-saving'
  | 'prepared'
  | 'sent'
  | 'frozen'
  | 'coordinates'
  | 'low-detail'
  | 'store'
  | 'damaged'
  | 'too-large'
  | 'unknown-format'
  | 'failed';

/** What was done with an image of a request. */
export interface ImageReport {
  /** The index of its message. */
  readonly message: number;
  /** What it shows; undefined if it was not decoded. */
  readonly content: SentImage['content'];
  /** The media type of what is sent, `text/plain` for its text; undefined if it is unchanged. */
  readonly mediaType: SentImage['mediaType'] | 'text/plain' | undefined;
  /** The tokens of the original, by the formula of the model's provider; 0 if it was not read. */
  readonly tokensBefore: number;
  /** The tokens of what is sent. */
  readonly tokensAfter: number;
  /**
   * The handle of the original: a data URL, or the JSON of its block if a text was sent; undefined if the image is
   * unchanged.
   */
  readonly handle: string | undefined;
  /** With `images: 'text'`: what came of reading it; undefined if it was not read. */
  readonly ocr: OcrOutcome | undefined;
  /** Why the image is unchanged; undefined if it was replaced. */
  readonly skipped: ImageSkipReason | undefined;
}
