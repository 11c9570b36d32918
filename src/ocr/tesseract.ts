// Tesseract in WebAssembly: the packages `tesseract.js` and `@tesseract.js-data/eng`, if they are installed beside this
// one. It runs in a thread of its own. Nothing is downloaded, and nothing is read from the working folder.
import type { Worker } from 'node:worker_threads';
import { installedTesseract, type InstalledTesseract } from '../native/index.js';
import { inTime, type Ocr, type OcrImage, type OcrReading } from './ocr.js';

/** What is used of a page that was read. */
interface Page {
  readonly text: string;
  readonly blocks: readonly { readonly paragraphs: readonly { readonly lines: readonly Line[] }[] }[] | null;
}

interface Line {
  readonly words: readonly { readonly confidence: number }[];
}

/** What is used of a worker of `tesseract.js`. */
interface Reader {
  readonly worker: Worker;
  recognize(image: Buffer, options: object, output: object): Promise<{ readonly data: Page }>;
  terminate(): Promise<unknown>;
}

/** What is used of `tesseract.js`. */
interface Program {
  createWorker(language: string, engine: number, options: object): Promise<Reader>;
}

/** The engine of Tesseract that reads by a neural network. */
const LSTM_ONLY = 1;
/** After this time without work the thread ends. It has some 200 MB. */
const IDLE_MS = 30_000;
/** The share of the words that may be less sure than the confidence says: a logo or an icon is no word. */
const UNSURE_SHARE = 0.05;

/** The OCR that is installed beside this package; undefined if there is none. */
export function installedOcr(): Ocr | undefined {
  const installed = tesseract ? undefined : installedTesseract();
  if (installed) tesseract = new Tesseract(installed);
  const own = tesseract;
  return own && ((image, { signal }) => own.read(image, signal));
}

/** One thread serves the process. */
let tesseract: Tesseract | undefined;

/** Reads one image after another. */
class Tesseract {
  readonly #installed: InstalledTesseract;
  #reader: Promise<Reader> | undefined;
  /** Aborted if the thread fails. */
  #failure = new AbortController();
  #last: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;

  constructor(installed: InstalledTesseract) {
    this.#installed = installed;
  }

  read(image: OcrImage, signal: AbortSignal): Promise<OcrReading> {
    const reading = this.#last.then(() => this.#read(image, signal));
    this.#last = reading.catch(() => undefined);
    return reading;
  }

  async #read({ bytes }: OcrImage, signal: AbortSignal): Promise<OcrReading> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    try {
      const reader = await inTime((this.#reader ??= this.#open()), signal);
      // The thread keeps the process alive only while it works.
      reader.worker.ref();
      const work = reader.recognize(Buffer.from(bytes), {}, { text: true, blocks: true });
      const { data } = await inTime(work, AbortSignal.any([signal, this.#failure.signal]));
      reader.worker.unref();
      this.#idle = setTimeout(() => this.#end(), IDLE_MS).unref();
      return { text: data.text, confidence: confidenceOf(data) };
    } catch (error) {
      // Work that is under way cannot be cancelled in another way.
      this.#end();
      throw error;
    }
  }

  async #open(): Promise<Reader> {
    const failure = (this.#failure = new AbortController());
    // Without a handler, an error of an image is thrown where nobody can catch it. Without a cache, no file of the
    // working folder is read or written.
    const { load, data } = this.#installed;
    const options = { langPath: data, gzip: true, cacheMethod: 'none', errorHandler: () => undefined };
    const reader = await (load() as Program).createWorker('eng', LSTM_ONLY, options);
    reader.worker.on('error', (error) => failure.abort(error));
    return reader;
  }

  #end(): void {
    clearTimeout(this.#idle);
    void this.#reader?.then((reader) => reader.terminate()).catch(() => undefined);
    this.#reader = undefined;
  }
}

/** The confidence that nearly all words reach; 0 if there are none. */
function confidenceOf({ blocks }: Page): number {
  const lines = (blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((own) => own.lines));
  const all = lines.flatMap(({ words }) => words.map(({ confidence }) => confidence)).sort((a, b) => a - b);
  return all[Math.floor(all.length * UNSURE_SHARE)] ?? 0;
}
