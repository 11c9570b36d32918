export { countTokens, countTokensAsync, scaled } from './count.js';
export { encodingOf, type EncodingName, type TokenEncoding } from './encoding.js';
