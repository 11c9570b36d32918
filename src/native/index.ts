// Loads the addon. No other module of the package may load it.
import type * as Binding from './binding.js';
import { load } from './load.js';

export type {
  BlockReport,
  CodeOutline,
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
  ExtractedHtml,
  HtmlSelection,
  ImageHeader,
  ImageNote,
  JsonSelection,
  LedgerEntry,
  ListingSelection,
  LogSelection,
  LongText,
  PreparedImage,
  PruneVerdictReport,
  PurgeResult,
  Request,
  RetrievedPart,
  ScopedStore,
  SearchHit,
  SearchResult,
  SearchSelection,
  SelectionOptions,
  SentImage,
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

export { installedOnnxLibrary } from './onnx-library.js';
export { installedTesseract, type InstalledTesseract } from './tesseract.js';

export const native: typeof Binding = load();
