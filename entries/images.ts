// `@headroom/native/images`: the tokens of pictures, and forms that cost less.
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
