// `@headroom/native/code`: outlines and signatures of source files, and maps of repositories.
export {
  mapRepository,
  outlineCode,
  outlineCodeAsync,
  type CodeOutline,
  type CodeView,
  type MapRepositoryOptions,
  type OutlineCodeAsyncOptions,
  type OutlineCodeOptions,
  type RepositoryMap,
} from '../src/code/index.js';
