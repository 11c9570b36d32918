export { modelInfo } from './info.js';
export { MAX_CACHE_MINIMUM } from './traits.js';
export type { Encoding, ModelInfo, ModelPrices, Prices } from './model.js';
