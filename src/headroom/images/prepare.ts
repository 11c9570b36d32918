// Prepares one image. What was prepared last is remembered, because each turn of a conversation sends it again.
import { HeadroomError } from '../../errors/index.js';
import { native, type Control, type SentImage } from '../../native/index.js';
import type { Image } from '../../providers/index.js';
import { abortable, controlled, handOver, textIn } from '../../text/index.js';
import type { Treatment } from './find.js';
import { blockText } from './image-text.js';
import { originalOf } from './record.js';
import type { ImageSkipReason } from './report.js';

/** The outcome for one image. */
export type Prepared =
  | (Omit<SentImage, 'data'> & { readonly data: string | undefined; readonly failure?: undefined })
  | { readonly failure: ImageSkipReason };

/** Maximum length of the images that are remembered, in characters. */
const MAX_CHARACTERS = 64 << 20;
const REASONS: Readonly<Record<string, ImageSkipReason>> = {
  'image/damaged': 'damaged',
  'image/too-large': 'too-large',
  'image/unknown-format': 'unknown-format',
};

/** What is remembered of an image: an outcome, or the handle of its original. */
type Fact = Prepared | string;

/** The outcomes for the last images, and the handles of their originals. They are pure functions of their keys, so forgetting one changes no result. */
export class ImageMemory {
  readonly #known = new Map<string, { readonly size: number; readonly by: Map<string, Fact> }>();
  #size = 0;

  /** Prepares an image for a model, off the event loop. */
  async prepare(
    { data, mediaType }: Image,
    treatment: Treatment,
    model: string,
    signal: AbortSignal | undefined,
  ): Promise<Prepared> {
    const key = JSON.stringify([mediaType, treatment, model]);
    const known = this.#known.get(data)?.by.get(key) as Prepared | undefined;
    if (known) return known;
    const prepared = await prepare(mediaType, data, treatment, model, signal);
    this.#keep(data, key, prepared, prepared.failure === undefined ? (prepared.data?.length ?? 0) : 0);
    return prepared;
  }

  /** The handle of the original of an image, which is not decoded for it. */
  handleOf(image: Image): string {
    return this.#handle(image, [image.mediaType], () => originalOf(image));
  }

  /** The handle of the block of an image; undefined if no text can take its place. */
  blockHandleOf(image: Image): string | undefined {
    const { block, data } = image;
    if (!block) return undefined;
    const others = JSON.stringify(block.fields, (_, value: unknown) =>
      typeof value === 'string' && value.endsWith(data) ? value.slice(0, value.length - data.length) : value,
    );
    return this.#handle(image, ['block', others], () => blockText(block));
  }

  #handle(image: Image, of: readonly string[], original: () => string): string {
    const key = JSON.stringify(of);
    const known = this.#known.get(image.data)?.by.get(key) as string | undefined;
    if (known !== undefined) return known;
    const handle = native.handleOf(original());
    this.#keep(image.data, key, handle, 0);
    return handle;
  }

  /** Forgets all images. */
  clear(): void {
    this.#known.clear();
    this.#size = 0;
  }

  #keep(data: string, key: string, fact: Fact, length: number): void {
    const others = this.#known.get(data);
    if (others) this.#forget(data);
    const size = (others?.size ?? data.length) + length;
    this.#known.set(data, { size, by: new Map([...(others?.by ?? []), [key, fact]]) });
    this.#size += size;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= MAX_CHARACTERS) return;
      this.#forget(oldest);
    }
  }

  #forget(data: string): void {
    this.#size -= this.#known.get(data)?.size ?? 0;
    this.#known.delete(data);
  }
}

async function prepare(
  mediaType: string,
  data: string,
  treatment: Treatment,
  model: string,
  signal: AbortSignal | undefined,
): Promise<Prepared> {
  try {
    const given = await handOver(data);
    const work = (control: Control): Promise<SentImage> =>
      native.prepareSentImage(mediaType, given, treatment, model, control);
    const made = await abortable(signal, () => controlled(work, signal));
    return { ...made, data: made.data && (await textIn(made.data)) };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return { failure: (HeadroomError.isInstance(error) && REASONS[error.code]) || 'failed' };
  }
}
