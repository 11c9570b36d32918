export { modelInfo } from './info.js';
export { HIGHEST_CACHE_MINIMUM } from './traits.js';
export type { Encoding, ModelInfo, ModelPrices, Prices } from './model.js';
