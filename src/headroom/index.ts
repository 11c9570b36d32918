export { BodyResult, type BodySkipReason } from './body.js';
export { CHOICE, type CompressDocumentsOptions, type CompressedDocument, type DocumentChoice } from './documents.js';
export { likeness, type Embedder } from './embedding.js';
export { expandMessages, expandText } from './expand.js';
export { refuseUnresolved, unresolvedIn } from './unresolved.js';
export type { Fitted } from './fitted.js';
export { Headroom } from './headroom.js';
export {
  configuration,
  expandSettings,
  textOptions,
  type CompressOptions,
  type CompressTextSettings,
  type ExpandSettings,
  type HeadroomOptions,
  type Mode,
} from './options.js';
export type { Ocr, OcrImage, OcrReading } from '../ocr/index.js';
export type { ImageReport, ImageSkipReason, OcrOutcome, RequestImages } from './images/index.js';
export { CompressResult, type CountedTokens, type Lineage } from './result.js';
export { Session, type SessionStats } from './session.js';
export type { Shortener } from './shorten.js';
export type { Setup, SetupCheck } from './setup.js';
export type { PruneReport, PruneStats } from './prunes.js';
export type { Pruning, PruningWeights } from './pruning.js';
export { MESSAGES, Snapshot } from './snapshot.js';
export { noteSources } from './sources.js';
export type { Metrics, Stats } from './stats.js';
export { SharedContext, type SharedContextOptions, type SharedEntry, type SharedStats } from './shared-context.js';
