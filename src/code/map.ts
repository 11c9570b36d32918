// A map of a repository: what its files define, the most used first.
import { argument, ConfigurationError, COUNT, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { native } from '../native/index.js';
import { call, controlled } from '../text/index.js';
import { sourceFiles } from './walk.js';

/** How a repository is mapped. */
export interface MapRepositoryOptions {
  /** The map costs at most this many estimated tokens. Default: 1000. */
  tokens?: number;
  /** Cancels the work: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** A map of a repository. */
export interface RepositoryMap {
  /** Paths, and under each its definitions that other files refer to most, behind their line numbers. */
  readonly text: string;
  /** The number of files and definitions in the text. */
  readonly files: number;
  readonly definitions: number;
  /** The number of files that define something, and of their definitions. */
  readonly allFiles: number;
  readonly allDefinitions: number;
  /** Whether the folder has more files than are read. */
  readonly isPartial: boolean;
}

const CHECKS: Checks<MapRepositoryOptions> = { tokens: COUNT, signal: SIGNAL };
const TOKENS = 1000;

/**
 * Maps the source files of a folder: their functions, methods and types, those first that other files use most. Files that `.gitignore` leaves out,
 * links and `node_modules` are not read. Nothing is stored.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type, or if the folder cannot be read, and
 * the reason of `signal`.
 *
 * @example
 * ```ts
 * import { mapRepository } from '@headroom/native/code';
 *
 * const map = await mapRepository('.', { tokens: 200 });
 * console.log(map.files <= map.allFiles); // true
 * ```
 */
export async function mapRepository(folder: string, options?: MapRepositoryOptions): Promise<RepositoryMap> {
  const root = argument('folder', folder, TEXT);
  const { tokens = TOKENS, signal } = optionsOf(options, CHECKS);
  signal?.throwIfAborted();
  const { files, isPartial } = await sourceFiles(root, signal).catch((error: unknown) => {
    throw signal?.aborted ? signal.reason : unreadable(error);
  });
  const map = await controlled(
    (control) =>
      call(() =>
        native.mapCode(
          files.map(({ path }) => path),
          files.map(({ text }) => text),
          tokens,
          control,
        ),
      ),
    signal,
  );
  return { ...map, isPartial };
}

/** An error of the file system without the path, which may be private. */
function unreadable(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code !== 'string') return error;
  return new ConfigurationError(`argument \`folder\`: it cannot be read (${code})`, 'folder', undefined, {
    cause: error,
  });
}
