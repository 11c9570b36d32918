// The classes of errors.
import { classOf, helpFor, type CodeOf, type ErrorName } from './codes.js';

/** What every error of this package is. */
export class HeadroomError extends Error {
  override readonly name: string = 'HeadroomError';
  /** A stable name for switches. */
  readonly code: string;
  /** What to do about it. */
  readonly help: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.help = helpFor(code);
  }
}

/** An option that does not exist, or has a value that it cannot have. */
export class ConfigurationError extends HeadroomError {
  override readonly name = 'ConfigurationError';
  /** The option's name. */
  readonly option: string;
  /** The existing name or value that comes nearest, if one comes near. */
  readonly nearest: string | undefined;

  constructor(message: string, option: string, nearest?: string, options?: ErrorOptions) {
    super('configuration' satisfies CodeOf<'ConfigurationError'>, message, options);
    this.option = option;
    this.nearest = nearest;
  }
}

/** What is known of a provider's refusal. */
export interface ProviderErrorOptions extends ErrorOptions {
  /** The status of its answer. */
  status?: number | undefined;
  /** In how many seconds it is to be asked again. */
  retryAfter?: number | undefined;
}

/** A provider did not do what it was asked to. */
export class ProviderError extends HeadroomError {
  override readonly name = 'ProviderError';
  /** The HTTP status of its answer, if there was one. */
  readonly status: number | undefined;
  /** In how many seconds to ask again, if it said so. */
  readonly retryAfter: number | undefined;

  constructor(code: CodeOf<'ProviderError'>, message: string, { status, retryAfter, ...options }: ProviderErrorOptions = {}) {
    super(code, message, options);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The store cannot keep a text, or no longer has it. */
export class StorageError extends HeadroomError {
  override readonly name = 'StorageError';

  constructor(code: CodeOf<'StorageError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** Tokens could not be counted. */
export class TokenizationError extends HeadroomError {
  override readonly name = 'TokenizationError';

  constructor(code: CodeOf<'TokenizationError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** What was asked for makes no sense as it stands. */
export class ValidationError extends HeadroomError {
  override readonly name = 'ValidationError';

  constructor(code: CodeOf<'ValidationError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** A text could not be compressed. */
export class CompressionError extends HeadroomError {
  override readonly name = 'CompressionError';

  constructor(code: CodeOf<'CompressionError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** What concerns a provider's prompt cache could not be done. */
export class CacheError extends HeadroomError {
  override readonly name = 'CacheError';

  constructor(message: string, options?: ErrorOptions) {
    super('cache' satisfies CodeOf<'CacheError'>, message, options);
  }
}

/** A message could not be brought into another shape. */
export class TransformError extends HeadroomError {
  override readonly name = 'TransformError';

  constructor(message: string, options?: ErrorOptions) {
    super('transform' satisfies CodeOf<'TransformError'>, message, options);
  }
}

/** A provider could not be reached, or went silent. */
export class ConnectionError extends HeadroomError {
  override readonly name = 'ConnectionError';

  constructor(code: CodeOf<'ConnectionError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** A provider does not know who asks, or does not let them. */
export class AuthError extends HeadroomError {
  override readonly name = 'AuthError';

  constructor(code: CodeOf<'AuthError'>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

type Make = (code: never, message: string, options: ErrorOptions | undefined) => HeadroomError;

const MAKERS: Readonly<Record<ErrorName, Make>> = {
  HeadroomError: (code, message, options) => new HeadroomError(code, message, options),
  ConfigurationError: (_, message, options) => new ConfigurationError(message, '', undefined, options),
  ProviderError: (code, message, options) => new ProviderError(code, message, options),
  StorageError: (code, message, options) => new StorageError(code, message, options),
  TokenizationError: (code, message, options) => new TokenizationError(code, message, options),
  ValidationError: (code, message, options) => new ValidationError(code, message, options),
  CompressionError: (code, message, options) => new CompressionError(code, message, options),
  CacheError: (_, message, options) => new CacheError(message, options),
  TransformError: (_, message, options) => new TransformError(message, options),
  ConnectionError: (code, message, options) => new ConnectionError(code, message, options),
  AuthError: (code, message, options) => new AuthError(code, message, options),
};

/** The error that a code stands for; of a code that is none of ours, the error that all are. */
export function errorOf(code: string, message: string, options?: ProviderErrorOptions): HeadroomError {
  return MAKERS[classOf(code) ?? 'HeadroomError'](code as never, message, options);
}
