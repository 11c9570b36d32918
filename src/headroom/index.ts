export { BodyResult, type BodyLeft } from './body.js';
export type { Fitted } from './fit/index.js';
export { Headroom, type HeadroomOptions } from './headroom.js';
export { CompressResult, type CountedTokens, type Lineage } from './result.js';
export type { CompressOptions, Mode } from './run.js';
export { Session, type SessionStats } from './session.js';
export type { Setup, SetupCheck } from './setup.js';
export type { Metrics, Stats } from './stats.js';
export { SharedContext, type SharedContextOptions, type SharedEntry, type SharedStats } from './shared-context.js';
