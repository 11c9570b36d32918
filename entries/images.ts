// `@headroom/native/images`: what pictures cost in tokens, and forms of them that cost less.
export type { ImageHeader } from '../src/native/index.js';
export {
  imageHeader,
  imageTokens,
  optimizeImage,
  type ImageMode,
  type ImageTokensOptions,
  type OptimizedImage,
  type OptimizeImageOptions,
} from '../src/images/index.js';
