export { Headroom, type CompressOptions, type HeadroomOptions, type Stats } from './headroom.js';
export { CompressResult } from './result.js';
