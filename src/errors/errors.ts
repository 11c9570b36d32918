// The classes of errors. Anybody may make one, of anything: that never throws.
import { fieldsOf, isA } from './answer.js';
import { classOf, helpFor, type CodeOf, type ErrorName } from './codes.js';

type ErrorClass<T> = abstract new (...args: never) => T;

/** Marks our errors for every copy of this package in a process: each copy has classes of its own, which `instanceof` compares. */
const MARKER = Symbol.for('@headroom/native/error');

/** What every error of this package is. */
export class HeadroomError extends Error {
  override readonly name: string = 'HeadroomError';
  /** A stable name for switches. */
  readonly code: string;
  /** What to do about it. */
  readonly help: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(textOf(message), causeIn(options));
    this.code = textOf(code);
    this.help = helpFor(this.code);
  }

  /** Whether a value is an error of this class, also where another copy of this package made it. Never throws. */
  static isInstance<T extends HeadroomError>(this: ErrorClass<T>, value: unknown): value is T {
    // biome-ignore lint/complexity/noThisInStatic: each class asks about itself.
    return isOf(this, value);
  }
}

// On the prototype, where neither `console.log` nor a comparison of fields shows it.
Object.defineProperty(HeadroomError.prototype, MARKER, { value: true });

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

/** An error that has the codes of its own class, and nothing else. */
abstract class Coded<Name extends ErrorName> extends HeadroomError {
  constructor(code: CodeOf<Name>, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** The store cannot keep a text, or no longer has it. */
export class StorageError extends Coded<'StorageError'> {
  override readonly name = 'StorageError';
}

/** Tokens could not be counted. */
export class TokenizationError extends Coded<'TokenizationError'> {
  override readonly name = 'TokenizationError';
}

/** What was asked for makes no sense as it stands. */
export class ValidationError extends Coded<'ValidationError'> {
  override readonly name = 'ValidationError';
}

/** A text could not be compressed. */
export class CompressionError extends Coded<'CompressionError'> {
  override readonly name = 'CompressionError';
}

/** What concerns a provider's prompt cache could not be done. */
export class CacheError extends Coded<'CacheError'> {
  override readonly name = 'CacheError';
}

/** A message could not be brought into another shape. */
export class TransformError extends Coded<'TransformError'> {
  override readonly name = 'TransformError';
}

/** A provider could not be reached, or went silent. */
export class ConnectionError extends Coded<'ConnectionError'> {
  override readonly name = 'ConnectionError';
}

/** A provider does not know who asks, or does not let them. */
export class AuthError extends Coded<'AuthError'> {
  override readonly name = 'AuthError';
}

type CodedClass = new (code: never, message: string, options?: ProviderErrorOptions) => HeadroomError;

/** All that are made of a code and a message alone. */
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

/** The class of an error by its name. A name that only another version knows belongs to the base class. */
function classNamed(name: unknown): ErrorClass<HeadroomError> {
  if (name === 'ConfigurationError') return ConfigurationError;
  return typeof name === 'string' && Object.hasOwn(CLASSES, name)
    ? CLASSES[name as keyof typeof CLASSES]
    : HeadroomError;
}

/** The error that a code stands for; of a code that is none of ours, the error that all are. */
export function errorOf(code: string, message: string, options?: ProviderErrorOptions): HeadroomError {
  const name = classOf(code) ?? 'HeadroomError';
  return name === 'ConfigurationError'
    ? new ConfigurationError(message, '', undefined, options)
    : new CLASSES[name](code as never, message, options);
}
