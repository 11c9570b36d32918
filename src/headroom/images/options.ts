// What may be done with the images of a request.
import { oneOf, type Check } from '../../errors/index.js';

/**
 * What may be done with the images of a request. `preserve`: nothing. `auto`: borders of one colour are cut off, and
 * photos are scaled down and become JPEG. `crop`, `downscale` and `transcode` do one of these. `low`: every image is
 * scaled to at most 512 pixels. `text`: as `auto`, but where an OCR reads an image full of text surely, its text is
 * sent.
 */
export type RequestImages = 'preserve' | 'auto' | 'crop' | 'downscale' | 'transcode' | 'low' | 'text';

export const REQUEST_IMAGES: Check = oneOf('preserve', 'auto', 'crop', 'downscale', 'transcode', 'low', 'text');
