// `@headroom/native/tokens`: counts by a model's own encoding, or estimates where none is published.
export {
  countTokens,
  countTokensAsync,
  encodingOf,
  type CountTokensOptions,
  type EncodingName,
  type TokenEncoding,
} from '../src/tokens/index.js';
