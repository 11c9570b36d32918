export { alignCache } from './align.js';
export { placeBreakpoints, type BreakpointOptions } from './breakpoints.js';
export type { BreakReason, VolatileChange } from './compare.js';
export { promptCacheKey } from './key.js';
export type { CacheTtl } from '../providers/index.js';
export { cacheReport, type CacheBreak, type CacheReport, type CacheReportOptions } from './report.js';
export { volatileIn, type VolatileKind } from './volatile.js';
