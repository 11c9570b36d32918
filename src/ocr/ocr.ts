// What reads the text in an image.
import { FUNCTION, type Check } from '../errors/index.js';

/** An image whose text is wanted. */
export interface OcrImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** The text in an image. */
export interface OcrReading {
  /** The text; empty if there is none. */
  readonly text: string;
  /**
   * How sure it is of its words, from 0 to 100. It should say that of the worst words: an average hides a few digits
   * that were misread. Default: 100.
   */
  readonly confidence?: number;
}

/** Reads the text in an image. `signal` says that nobody waits for it any longer. */
export type Ocr = (image: OcrImage, options: { readonly signal: AbortSignal }) => Promise<OcrReading | string>;

export const OCR: Check = FUNCTION;

/** The result of work, unless a signal aborts before. The work goes on then, and its failure is nobody's. */
export async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop!);
    work.catch(() => undefined);
  }
}
