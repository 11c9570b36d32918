export { withoutCredentials } from './credentials.js';
export { helpFor } from './codes.js';
export { nearestOf } from './nearest.js';
export {
  AuthError,
  CacheError,
  CompressionError,
  ConfigurationError,
  ConnectionError,
  errorOf,
  HeadroomError,
  ProviderError,
  StorageError,
  TokenizationError,
  TransformError,
  ValidationError,
  type ProviderErrorOptions,
} from './errors.js';
export {
  ANY,
  argument,
  BYTES,
  COUNT,
  FLAG,
  FUNCTION,
  kindOf,
  LIST,
  listOf,
  lookAt,
  OBJECT,
  oneOf,
  optionsOf,
  POSITIVE,
  SIGNAL,
  TEXT,
  TEXT_OR_BYTES,
  type Check,
  type Checks,
} from './arguments.js';
export { mapProxyError } from './proxy.js';
