// The public face: names are promises.
export { compress, compressBatch, compressBody, crushJson, crushJsonAsync, expand, type CrushJsonAsyncOptions, type CrushJsonOptions, type ExpandOptions } from './src/api/index.js';
export { ConfigurationError, CrushResult, detect, HeadroomError, type ContentKind, type ContentLanguage, type DetectedSection, type Detection } from './src/engine/index.js';
export {
  BodyResult, CompressResult, Headroom, SharedContext, type BodyLeft, type CompressOptions, type HeadroomOptions, type SharedContextOptions, type SharedEntry, type SharedStats, type Stats,
} from './src/headroom/index.js';
export type {
  BlockReport, CrushOptions, DiffSelection, EditReport, JsonSelection, LogSelection, PurgeResult, RetrievedPart, SearchHit, SearchResult, SelectionOptions, StoredOriginal, StoreOptions, StoreStats, ToolProfile, VerifyResult,
} from './src/native/index.js';
export type { Message } from './src/providers/index.js';
export { Originals, Store, type RetrieveOptions, type StoreLocation } from './src/store/index.js';
export { retrieveTool, withRetrieveTool, type RetrieveTool, type ToolResult, type ToolShape } from './src/tool/index.js';
export { runWithRetrieval, streamWithRetrieval, type Retrieval, type RetrievalOptions, type RetrievalRun, type RetrievalStream, type SendOptions } from './src/retrieval/index.js';
