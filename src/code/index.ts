export { mapRepository, type MapRepositoryOptions, type RepositoryMap } from './map.js';
export {
  outlineCode,
  outlineCodeAsync,
  type CodeOutline,
  type CodeView,
  type OutlineCodeAsyncOptions,
  type OutlineCodeOptions,
} from './outline.js';
