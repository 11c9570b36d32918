export { imageHeader } from './header.js';
export { optimizeImage, type ImageMode, type OptimizedImage, type OptimizeImageOptions } from './optimize.js';
export { imageTokens, type ImageTokensOptions } from './tokens.js';
