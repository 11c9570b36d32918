export { Folders, type ReadFile } from './folders.js';
export { linesOf } from './lines.js';
export { Reads, type ShortText } from './reads.js';
