export { crushJson, crushJsonAsync, type CrushJsonAsyncOptions, type CrushJsonOptions } from './crush.js';
export { compress, compressBatch, compressBody, expand, type ExpandOptions } from './api.js';
