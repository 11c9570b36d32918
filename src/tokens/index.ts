export { countTokens, countTokensAsync, scaled, type CountTokensOptions } from './count.js';
export { encodingOf, type EncodingName, type TokenEncoding } from './encoding.js';
