export { modelInfo } from './info.js';
export type { Encoding, ModelInfo, ModelPrices, Prices } from './model.js';
