import { argument, BYTES } from '../errors/index.js';
import { native, type ImageHeader } from '../native/index.js';
import { call } from '../text/index.js';

/**
 * The size and the form of a PNG, JPEG, WebP or GIF, from its first bytes. Nothing is decoded.
 *
 * @throws `CompressionError` (`image/unknown-format`, `image/damaged`).
 *
 * @example
 * ```ts
 * import { imageHeader } from '@headroom/native/images';
 *
 * const gif = new TextEncoder().encode('GIF89a\u0020\u0003\u0058\u0002');
 * console.log(imageHeader(gif).width); // 800
 * ```
 */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const given = argument('bytes', bytes, BYTES);
  return call(() => native.imageHeader(given));
}
