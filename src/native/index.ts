// Loads the addon. Nothing else in the package may.
import type * as Binding from './binding.js';
import { load } from './load.js';

export type {
  BlockReport,
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
  LedgerEntry,
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
  Staged,
  Store,
  StoredOriginal,
  StoreNotice,
  StoreOptions,
  StoreStats,
  Texts,
  ToolProfile,
  Turn,
  Unstored,
  VerifyResult,
} from './binding.js';

export const native: typeof Binding = load();
