export { compressedRequestHandler } from './handler.js';
