export { untilAborted } from './abort.js';
export type { MessageOf, Retrieval, RetrievalOptions, SendOptions } from './options.js';
export { runWithRetrieval, type RetrievalRun } from './run.js';
export { streamWithRetrieval, type RetrievalStream } from './stream.js';
