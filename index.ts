// The public face: names are promises.
export { analyze, report, type Analysis, type KindTotals, type ReportOptions, type TransformTotals, type Waste } from './src/analysis/index.js';
export { compress, compressBatch, compressBody, crushJson, crushJsonAsync, expand, type CrushJsonAsyncOptions, type CrushJsonOptions, type ExpandOptions } from './src/api/index.js';
export {
  alignCache, cacheReport, placeBreakpoints, promptCacheKey, type BreakpointOptions, type BreakReason, type CacheBreak, type CacheReport, type CacheReportOptions, type CacheTtl, type VolatileChange, type VolatileKind,
} from './src/cache/index.js';
export { CrushResult, detect, type ContentKind, type ContentLanguage, type DetectedSection, type Detection } from './src/engine/index.js';
export {
  AuthError, CacheError, CompressionError, ConfigurationError, ConnectionError, HeadroomError, mapProxyError, ProviderError, StorageError, TokenizationError, TransformError, ValidationError,
} from './src/errors/index.js';
export {
  BodyResult, CompressResult, Headroom, Session, SharedContext, type BodyLeft, type CompressOptions, type CountedTokens, type Fitted, type HeadroomOptions, type Lineage, type Metrics, type Mode, type SessionStats, type Setup, type SetupCheck, type SharedContextOptions, type SharedEntry, type SharedStats, type Stats,
} from './src/headroom/index.js';
export {
  costOf, formatDollars, Savings, savingOf, type AnsweredRequest, type Compressed, type ConversationRequest, type RequestSaving, type Saving, type SavingsSummary, type SavingsTotals, type TokenCounts,
} from './src/money/index.js';
export { modelInfo, type Encoding, type ModelInfo, type ModelPrices, type Prices } from './src/models/index.js';
export type {
  BlockReport, CrushOptions, DiffSelection, EditReport, JsonSelection, ListingSelection, LogSelection, PurgeResult, RetrievedPart, SearchHit, SearchResult, SearchSelection, SelectionOptions, StoredOriginal, StoreOptions, StoreStats, ToolProfile, VerifyResult,
} from './src/native/index.js';
export type { Message } from './src/providers/index.js';
export { Originals, Store, type ListOptions, type RetrieveOptions, type SearchOptions, type StoreLocation } from './src/store/index.js';
export { retrieveTool, withRetrieveTool, type RetrieveTool, type ToolResult, type ToolShape } from './src/tool/index.js';
export { countTokens, countTokensAsync, encodingOf, type CountTokensOptions, type EncodingName, type TokenEncoding } from './src/tokens/index.js';
export { runWithRetrieval, streamWithRetrieval, type MessageOf, type Retrieval, type RetrievalOptions, type RetrievalRun, type RetrievalStream, type SendOptions } from './src/retrieval/index.js';
export { usageOf, type Usage } from './src/usage/index.js';
