// Reads the text in images by an OCR. Each image is read once, so that each turn of a conversation sends the same text.
import { inTime, installedOcr, type Ocr } from '../../ocr/index.js';
import type { Image } from '../../providers/index.js';

/** What came of reading an image. `unsure`: its words are not certain enough. `failed`: an error, or too much time. */
export type OcrOutcome = 'read' | 'unsure' | 'failed' | 'unavailable' | 'no-saving';

/** The text in an image, or why it has none. */
export type Reading = { readonly text: string } | { readonly outcome: Exclude<OcrOutcome, 'read' | 'no-saving'> };

/** The confidence below which an image stays. Of the images in docs/models/images.md, those above have no word misread. */
const MIN_CONFIDENCE = 85;
/** How long one image may take, and all images of one request, in milliseconds. */
const MAX_MS = 10_000;
const MAX_REQUEST_MS = 30_000;
/** Longer texts are not sent, in UTF-16 units. */
const MAX_CHARACTERS = 1 << 16;
/** The number of images whose reading is remembered. */
const MAX_KNOWN = 4096;
/** Characters that say nothing in a text, and lone surrogates. */
const UNPRINTABLE = /[^\P{C}\n\t]/gu;

/** The time that is left for the images of one request. */
export class TimeLeft {
  #ms = MAX_REQUEST_MS;

  /** Has an image read, in the time that is left. */
  async spend<T>(read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#ms <= 0) throw new Error('no time is left');
    const start = performance.now();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), Math.min(MAX_MS, this.#ms));
    try {
      return await read(stop.signal);
    } finally {
      clearTimeout(timer);
      this.#ms -= performance.now() - start;
    }
  }
}

/** The readings of the last images. */
export class Readings {
  readonly #given: Ocr | undefined;
  #installed: Ocr | false | undefined;
  readonly #known = new Map<string, Promise<Reading>>();

  /** @param ocr - that of the caller. Default: the one that is installed. */
  constructor(ocr: Ocr | undefined) {
    this.#given = ocr;
  }

  /** The text in an image, by its handle. */
  async of(image: Image, handle: string, left: TimeLeft): Promise<Reading> {
    const ocr = this.#given ?? (this.#installed ??= installedOcr() ?? false);
    if (ocr === false) return { outcome: 'unavailable' };
    const known = this.#known.get(handle);
    if (known) return known;
    const reading = left.spend((signal) => readingOf(ocr, image, signal)).catch((): Reading => ({ outcome: 'failed' }));
    this.#known.set(handle, reading);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MAX_KNOWN) break;
      this.#known.delete(oldest);
    }
    return reading;
  }

  /** Forgets all readings. */
  clear(): void {
    this.#known.clear();
  }
}

async function readingOf(ocr: Ocr, { data, mediaType }: Image, signal: AbortSignal): Promise<Reading> {
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  const given: unknown = await inTime(Promise.resolve(ocr({ bytes, mediaType }, { signal })), signal);
  const { text, confidence = 100 } = (typeof given === 'string' ? { text: given } : given) as {
    text: unknown;
    confidence?: unknown;
  };
  if (typeof text !== 'string' || typeof confidence !== 'number') return { outcome: 'failed' };
  const clean = text.length > MAX_CHARACTERS ? '' : text.replace(UNPRINTABLE, '').trim();
  return clean !== '' && confidence >= MIN_CONFIDENCE ? { text: clean } : { outcome: 'unsure' };
}
