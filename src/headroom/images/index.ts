export { REQUEST_IMAGES, type RequestImages } from './options.js';
export { ImageMemory } from './prepare.js';
export type { ImageReport, ImageSkipReason } from './report.js';
export { restoreImages } from './restore.js';
export { withImages, type ImageRequest } from './send.js';
