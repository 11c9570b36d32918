// The classes of errors. Constructors are public and never throw, whatever their arguments are.
import { fieldsOf, isA } from './answer.js';
import { classOf, helpFor, type CodeOf, type ErrorName } from './codes.js';

type ErrorClass<T> = abstract new (...args: never) => T;

/**
 * Marks our errors across several copies of this package in a process. `instanceof` fails there, because each copy has
 * its own classes.
 */
const MARKER = Symbol.for('@headroom/native/error');

/**
 * Every error of this package is one. `code` is stable and tells errors apart; `help` says what to do; `cause` is the
 * error below it. Messages never repeat values.
 *
 * @example
 * ```ts
 * import { Headroom, HeadroomError } from '@headroom/native';
 *
 * try {
 *   new Headroom({ polcy: 'agent' });
 * } catch (error) {
 *   if (!HeadroomError.isInstance(error)) throw error;
 *   console.log(error.code, error.help);
 * }
 * ```
 */
export class HeadroomError extends Error {
  override readonly name: string = 'HeadroomError';
  /** The stable code of the error, to switch on. */
  readonly code: string;
  /** What to do about the error. */
  readonly help: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(textOf(message), causeIn(options));
    this.code = textOf(code);
    this.help = helpFor(this.code);
  }

  /** Whether a value is an error of this class, even if another copy of this package made it. Never throws. */
  static isInstance<T extends HeadroomError>(this: ErrorClass<T>, value: unknown): value is T {
    // biome-ignore lint/complexity/noThisInStatic: each class asks about itself.
    return isOf(this, value);
  }
}

// It is on the prototype, so that `console.log` and comparisons of fields do not show it.
Object.defineProperty(HeadroomError.prototype, MARKER, { value: true });

/**
 * An option or an argument that does not exist, or has a value that it cannot have. `option` names it, `nearest` the
 * nearest existing name or value.
 *
 * @example
 * ```ts
 * import { ConfigurationError, Headroom } from '@headroom/native';
 *
 * try {
 *   new Headroom({ policy: 'agents' });
 * } catch (error) {
 *   if (ConfigurationError.isInstance(error)) console.log(error.option, error.nearest); // policy agent
 * }
 * ```
 */
export class ConfigurationError extends HeadroomError {
  override readonly name = 'ConfigurationError';
  /** The name of the option or argument. */
  readonly option: string;
  /** The most similar existing name or value, if one is similar enough. */
  readonly nearest: string | undefined;

  constructor(message: string, option: string, nearest?: string, options?: ErrorOptions) {
    super('configuration' satisfies CodeOf<'ConfigurationError'>, message, options);
    this.option = option;
    this.nearest = nearest;
  }
}

/** Details of a provider's error response. */
export interface ProviderErrorOptions extends ErrorOptions {
  /** The HTTP status. */
  status?: number | undefined;
  /** Seconds until the provider accepts the next request. */
  retryAfter?: number | undefined;
}

/**
 * A provider failed to answer a request, or refused it. `status` is its HTTP status, `retryAfter` the number of
 * seconds after which it accepts the next request.
 *
 * @example
 * ```ts
 * import { mapProxyError, ProviderError } from '@headroom/native';
 *
 * const error = mapProxyError(429, { error: { message: 'slow down' } }, { 'retry-after': '7' });
 * if (ProviderError.isInstance(error)) console.log(error.code, error.retryAfter); // provider/rate-limited 7
 * ```
 */
export class ProviderError extends HeadroomError {
  override readonly name = 'ProviderError';
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;
  /** Seconds until the provider accepts the next request, if it said so. */
  readonly retryAfter: number | undefined;

  constructor(code: CodeOf<'ProviderError'>, message: string, options?: ProviderErrorOptions) {
    super(code, message, options);
    const { status, retryAfter } = fieldsOf(options) as ProviderErrorOptions;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function causeIn(options: unknown): ErrorOptions | undefined {
  const { cause } = fieldsOf(options);
  return cause === undefined ? undefined : { cause };
}

/** An error class with codes of its own and no other fields. */
abstract class Coded<Name extends ErrorName> extends HeadroomError {
  constructor(code: CodeOf<Name>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/**
 * The store cannot keep a text, or no longer has it. Its codes start with `store/` or `retrieve/`.
 *
 * @example
 * ```ts
 * import { Headroom, StorageError } from '@headroom/native';
 *
 * try {
 *   await new Headroom({ store: ':memory:' }).retrieve('0123456789abcdef');
 * } catch (error) {
 *   if (StorageError.isInstance(error)) console.log(error.code); // retrieve/unknown
 * }
 * ```
 */
export class StorageError extends Coded<'StorageError'> {
  override readonly name = 'StorageError';
}

/**
 * The tokens of a text cannot be counted. Its codes start with `tokens/`.
 *
 * @example
 * ```ts
 * import { TokenizationError } from '@headroom/native';
 * import { countTokens } from '@headroom/native/tokens';
 *
 * try {
 *   countTokens(new Uint8Array([0xff]));
 * } catch (error) {
 *   if (TokenizationError.isInstance(error)) console.log(error.code); // tokens/not-utf8
 * }
 * ```
 */
export class TokenizationError extends Coded<'TokenizationError'> {
  override readonly name = 'TokenizationError';
}

/**
 * A request that makes no sense as it stands: a malformed handle, lines that the original does not have, a body
 * that cannot be read. Its codes start with `retrieve/` or `request/`.
 *
 * @example
 * ```ts
 * import { Headroom, ValidationError } from '@headroom/native';
 *
 * try {
 *   await new Headroom({ store: ':memory:' }).retrieve('not a handle');
 * } catch (error) {
 *   if (ValidationError.isInstance(error)) console.log(error.code); // retrieve/malformed
 * }
 * ```
 */
export class ValidationError extends Coded<'ValidationError'> {
  override readonly name = 'ValidationError';
}

/**
 * A text cannot be compressed. It is thrown only with `strict: true`; otherwise the original is sent, and the result
 * says why in `failures`.
 *
 * @example
 * ```ts
 * import { compress, CompressionError } from '@headroom/native';
 *
 * try {
 *   await compress(messages, { strict: true });
 * } catch (error) {
 *   if (!CompressionError.isInstance(error)) throw error;
 *   console.log(error.code); // for example compress/too-deep
 * }
 * ```
 */
export class CompressionError extends Coded<'CompressionError'> {
  override readonly name = 'CompressionError';
}

/**
 * An operation on the provider's prompt cache failed. The request can be sent unchanged.
 *
 * @example
 * ```ts
 * import { CacheError } from '@headroom/native';
 *
 * const error = new CacheError('cache', 'the marks for the cache could not be placed');
 * console.log(error.help);
 * ```
 */
export class CacheError extends Coded<'CacheError'> {
  override readonly name = 'CacheError';
}

/**
 * A message cannot be converted to another shape. It can be sent unchanged.
 *
 * @example
 * ```ts
 * import { TransformError } from '@headroom/native';
 *
 * const error = new TransformError('transform', 'the message has no text');
 * console.log(error.help);
 * ```
 */
export class TransformError extends Coded<'TransformError'> {
  override readonly name = 'TransformError';
}

/**
 * A provider cannot be reached, or stopped answering. Its codes start with `connection/`.
 *
 * @example
 * ```ts
 * import { ConnectionError, mapProxyError } from '@headroom/native';
 *
 * const failure = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
 * const error = mapProxyError(failure);
 * console.log(ConnectionError.isInstance(error), error.code); // true connection/refused
 * ```
 */
export class ConnectionError extends Coded<'ConnectionError'> {
  override readonly name = 'ConnectionError';
}

/**
 * A provider does not know the caller's key, or does not allow the request. Its codes start with `auth/`.
 *
 * @example
 * ```ts
 * import { AuthError, mapProxyError } from '@headroom/native';
 *
 * const error = mapProxyError(401, { error: { message: 'invalid key' } });
 * console.log(AuthError.isInstance(error), error.code); // true auth/unauthenticated
 * ```
 */
export class AuthError extends Coded<'AuthError'> {
  override readonly name = 'AuthError';
}

type CodedClass = new (code: never, message: string, options?: ProviderErrorOptions) => HeadroomError;

/** The classes whose constructors take a code and a message. */
const CLASSES: Readonly<Record<Exclude<ErrorName, 'ConfigurationError'>, CodedClass>> = {
  HeadroomError,
  ProviderError,
  StorageError,
  TokenizationError,
  ValidationError,
  CompressionError,
  CacheError,
  TransformError,
  ConnectionError,
  AuthError,
};

function isOf<T extends HeadroomError>(type: ErrorClass<T>, value: unknown): boolean {
  const fields = fieldsOf(value);
  if (fields[MARKER] !== true) return false;
  if (isA(type, value)) return true;
  const known = classNamed(fields['name']);
  return known === type || isA(type, known.prototype);
}

/** The class of an error by name. A name that only another version of this package knows belongs to the base class. */
function classNamed(name: unknown): ErrorClass<HeadroomError> {
  if (name === 'ConfigurationError') return ConfigurationError;
  return typeof name === 'string' && Object.hasOwn(CLASSES, name)
    ? CLASSES[name as keyof typeof CLASSES]
    : HeadroomError;
}

/** An error of the class that a code belongs to. An unknown code gives a plain `HeadroomError`. */
export function errorOf(code: string, message: string, options?: ProviderErrorOptions): HeadroomError {
  const name = classOf(code) ?? 'HeadroomError';
  return name === 'ConfigurationError'
    ? new ConfigurationError(message, '', undefined, options)
    : new CLASSES[name](code as never, message, options);
}
