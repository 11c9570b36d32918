export {
  compressDocument,
  expandDocument,
  type Compressed,
  type Expanded,
  type Explanation,
  type How,
} from './compress.js';
export { openInput } from './check.js';
export type { Document } from './document.js';
export { readInput, type Input } from './input.js';
