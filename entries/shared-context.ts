// `@headroom/native/shared-context`: texts that agents hand to each other.
export {
  SharedContext,
  type SharedContextOptions,
  type SharedEntry,
  type SharedStats,
} from '../src/headroom/index.js';
