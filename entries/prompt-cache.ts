// `@headroom/native/prompt-cache`: breakpoints, keys, and reports of cache breaks.
export {
  alignCache,
  cacheReport,
  placeBreakpoints,
  promptCacheKey,
  type BreakpointOptions,
  type BreakReason,
  type CacheBreak,
  type CacheReport,
  type CacheReportOptions,
  type CacheTtl,
  type VolatileChange,
  type VolatileKind,
} from '../src/prompt-cache/index.js';
