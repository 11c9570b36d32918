// Loads the addon. Nothing else in the package may.
import { createRequire } from 'node:module';
import { HeadroomError, helpFor } from '../errors/index.js';
import type * as Binding from './binding.js';

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

const require = createRequire(import.meta.url);

/** Where an addon for this machine may be: built from source, beside this file's source, or a platform package. */
function* candidates(): Iterable<string> {
  const { platform, arch } = process;
  // npm installs the package of one C library only; the other is not there to be tried.
  for (const abi of platform === 'linux' ? ['-gnu', '-musl'] : platform === 'win32' ? ['-msvc'] : ['']) {
    yield `../native/headroom.${platform}-${arch}${abi}.node`;
    yield `@headroom/native-${platform}-${arch}${abi}`;
  }
}

function load(): typeof Binding {
  const tried: string[] = [];
  for (const id of candidates()) {
    try {
      return require(id) as typeof Binding;
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
      tried.push(missing ? `${id}: not installed` : `${id}: ${(error as Error).message}`);
    }
  }
  const machine = `${process.platform}-${process.arch}`;
  throw new HeadroomError(
    'missing-addon',
    [
      `@headroom/native has no addon for ${machine} on this machine.`,
      ...tried.map((line) => `  ${line}`),
      helpFor('missing-addon'),
    ].join('\n'),
  );
}

export const native: typeof Binding = load();
