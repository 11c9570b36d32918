// Loads the addon. Nothing else in the package may.
import type * as Binding from './binding.js';
import { load } from './load.js';

export type {
  BlockReport,
  CodeSelection,
  CompressedText,
  CompressOptions,
  Control,
  CrushedText,
  CrushOptions,
  DetectedSection,
  Detection,
  DiffSelection,
  EditReport,
  Engine,
  JsonSelection,
  ListingSelection,
  LogSelection,
  LongText,
  PurgeResult,
  Request,
  RetrievedPart,
  ScopedStore,
  SearchHit,
  SearchResult,
  SearchSelection,
  SelectionOptions,
  Session,
  Store,
  StoredOriginal,
  StoreNotice,
  StoreOptions,
  StoreStats,
  Texts,
  ToolProfile,
  VerifyResult,
} from './binding.js';

export const native: typeof Binding = load();
