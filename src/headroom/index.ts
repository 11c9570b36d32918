export { BodyResult, type BodyLeft } from './body.js';
export { Headroom, type CompressOptions, type HeadroomOptions, type Stats } from './headroom.js';
export { CompressResult, type CountedTokens } from './result.js';
export { SharedContext, type SharedContextOptions, type SharedEntry, type SharedStats } from './shared-context.js';
