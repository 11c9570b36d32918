import { argument, BYTES, oneOf, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { native, type ImageHeader, type PreparedImage } from '../native/index.js';
import { abortable, controlled } from '../text/index.js';

/** What may be done with a picture. */
export type ImageMode = 'preserve' | 'low' | 'crop' | 'downscale' | 'transcode' | 'auto';

/** How a picture is prepared. */
export interface OptimizeImageOptions {
  /**
   * What may be done. `auto` (default): borders of one colour are cut off, and photos are scaled down and become JPEG.
   * Text and diagrams keep their pixels. `crop`, `downscale` and `transcode` do one of these. `low`: low detail,
   * whatever the picture shows. `preserve`: nothing.
   */
  mode?: ImageMode;
  /** The name of the model. Default: as Claude Sonnet 4. */
  model?: string;
  /** Cancels the work: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

/** A picture that is ready to be sent. */
export interface OptimizedImage {
  /** The bytes to send: the given ones if nothing was changed. */
  readonly bytes: Uint8Array;
  /** Whether the bytes are new. */
  readonly changed: boolean;
  readonly mediaType: ImageHeader['mediaType'];
  /** The width in pixels. */
  readonly width: number;
  /** The height in pixels. */
  readonly height: number;
  /** The detail to ask the provider for; undefined: none has to be asked for. */
  readonly detail: 'low' | undefined;
  /** What it shows; undefined if it was not decoded. */
  readonly content: PreparedImage['content'];
  /** The tokens of the original. */
  readonly tokensBefore: number;
  /** The tokens of what is sent. */
  readonly tokensAfter: number;
}

const CHECKS: Checks<OptimizeImageOptions> = {
  mode: oneOf('preserve', 'low', 'crop', 'downscale', 'transcode', 'auto'),
  model: TEXT,
  signal: SIGNAL,
};

/**
 * Prepares a PNG, JPEG or WebP for a model, off the event loop. GIFs and animations are kept as they are.
 *
 * @throws `CompressionError` (`image/unknown-format`, `image/damaged`, `image/too-large`).
 *
 * @example
 * ```ts no-run
 * import { readFile } from 'node:fs/promises';
 * import { optimizeImage } from '@headroom/native/images';
 *
 * const image = await optimizeImage(await readFile('photo.png'), { model: 'claude-sonnet-4-5' });
 * console.log(image.mediaType, image.tokensBefore, image.tokensAfter);
 * ```
 */
export async function optimizeImage(bytes: Uint8Array, options?: OptimizeImageOptions): Promise<OptimizedImage> {
  const given = argument('bytes', bytes, BYTES);
  const { mode = 'auto', model = '', signal } = optionsOf(options, CHECKS);
  // The bytes are copied, because the caller may write to them while the work waits in the queue.
  const copy = new Uint8Array(given);
  return abortable(signal, async () => {
    const { bytes: made, ...done } = await controlled(
      (control) => native.prepareImage(copy, mode, model, control),
      signal,
    );
    return { ...done, bytes: made ?? given, changed: made !== undefined, detail: done.detail, content: done.content };
  });
}
