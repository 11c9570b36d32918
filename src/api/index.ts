export { compress, compressBatch, compressBody, expand, type ExpandOptions } from './api.js';
