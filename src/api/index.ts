export { compress, compressBatch, expand, type ExpandOptions } from './api.js';
