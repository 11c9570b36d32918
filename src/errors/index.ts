export {
  AuthError, CacheError, CompressionError, ConfigurationError, ConnectionError, errorOf, HeadroomError, ProviderError, StorageError, TokenizationError, TransformError, ValidationError, type ProviderErrorOptions,
} from './errors.js';
export { mapProxyError } from './proxy.js';
