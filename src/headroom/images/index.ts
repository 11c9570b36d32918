export type { RequestImages } from './options.js';
export type { OcrOutcome } from './readings.js';
export { OwnImages } from './own-images.js';
export type { ImageReport, ImageSkipReason } from './report.js';
export { restoreImages } from './restore.js';
