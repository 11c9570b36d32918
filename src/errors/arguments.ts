// Validates arguments. They may be any value, and reading them may throw.
import { types } from 'node:util';
import { ConfigurationError } from './errors.js';
import { nearestOf } from './nearest.js';

/** A requirement for a value: a phrase for error messages, and the test. */
export interface Check {
  readonly wanted: string;
  readonly fits: (value: unknown) => boolean;
  /** True if only some strings fit. The type of another string is no reason. */
  readonly isChoice?: true;
}

/** A requirement for each option of a function. */
export type Checks<T extends object> = { readonly [Name in keyof Required<T>]: Check };

/** Accepts any value, which is validated later. */
export const ANY: Check = { wanted: 'anything', fits: () => true };
export const TEXT: Check = { wanted: 'a string', fits: (value) => typeof value === 'string' };
export const FLAG: Check = { wanted: 'true or false', fits: (value) => typeof value === 'boolean' };
export const FUNCTION: Check = { wanted: 'a function', fits: (value) => typeof value === 'function' };
export const LIST: Check = { wanted: 'a list', fits: isList };
export const OBJECT: Check = { wanted: 'an object', fits: isObject };
export const BYTES: Check = { wanted: 'a Uint8Array', fits: isBytes };
export const TEXT_OR_BYTES: Check = {
  wanted: 'a string or a Uint8Array',
  fits: (value) => typeof value === 'string' || isBytes(value),
};
export const SIGNAL: Check = { wanted: 'an AbortSignal', fits: isSignal };
export const POSITIVE: Check = { wanted: 'a number above 0', fits: (value) => typeof value === 'number' && value > 0 };
/** A count. The addon takes numbers below 2^32. */
export const COUNT: Check = {
  wanted: 'a whole number from 0 to 4,294,967,295',
  fits: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 32,
};

/** One of these values. */
export function oneOf(...values: readonly string[]): Check {
  return {
    wanted: `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
    fits: (value) => values.includes(value as string),
    isChoice: true,
  };
}

/** Maximum length of a list: a sparse array or a proxy can claim any length. */
const MAX_LENGTH = 1 << 20;

/** A list whose values all fit. */
export function listOf(check: Check, wanted: string): Check {
  return {
    wanted,
    fits: (value) => isList(value) && value.length <= MAX_LENGTH && Array.from(value).every((own) => check.fits(own)),
  };
}

/**
 * A copy of the options, each read once, without those that are undefined.
 *
 * @throws `ConfigurationError` for an unknown name, or a value that does not fit.
 */
export function optionsOf<T extends object>(options: T | undefined, checks: Checks<T>): T {
  if (options === undefined) return {} as T;
  if (!isObject(options)) throw new ConfigurationError(`options must be an object, not ${kindOf(options)}`, '');
  const own = lookAt('options', () => ({ ...options }), '') as Record<string, unknown>;
  for (const [name, value] of Object.entries(own)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof T] : undefined;
    if (!check) throw unknown(name, Object.keys(checks));
    if (value === undefined) delete own[name];
    else if (!lookAt(`option \`${name}\``, () => check.fits(value), name))
      throw new ConfigurationError(`option \`${name}\`: ${wanted(check, value)}`, name);
  }
  return own as T;
}

/** Validates an argument. @throws `ConfigurationError` that names it, if it does not fit. */
export function argument<T>(name: string, value: T, check: Check): T {
  if (lookAt(`\`${name}\``, () => check.fits(value), name)) return value;
  throw new ConfigurationError(`\`${name}\` must be ${wanted(check, value)}`, name);
}

/**
 * The result of `look`.
 *
 * @throws `ConfigurationError` that names the option or argument, if `look` throws, as getters and proxies may.
 */
export function lookAt<T>(name: string, look: () => T, option: string = name): T {
  try {
    return look();
  } catch (error) {
    throw ConfigurationError.isInstance(error)
      ? error
      : new ConfigurationError(`${name} cannot be read: a getter or proxy in it throws`, option, undefined, {
          cause: error,
        });
  }
}

/** The type of a value, in words. Messages never have the value itself, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isList(value)) return 'a list';
  if (typeof value === 'object') return isBytes(value) ? 'a Uint8Array' : 'an object';
  return typeof value === 'boolean' ? 'true or false' : `a ${typeof value}`;
}

function wanted(check: Check, value: unknown): string {
  const isOfType =
    (typeof value === 'number' && check.wanted.includes('number')) || (typeof value === 'string' && check.isChoice);
  return isOfType ? check.wanted : `${check.wanted}, not ${kindOf(value)}`;
}

function unknown(name: string, names: readonly string[]): ConfigurationError {
  const nearest = nearestOf(name, names);
  const option = name.slice(0, 64);
  return new ConfigurationError(
    `option \`${option}\`: unknown; there are ${names.join(', ')}${nearest === undefined ? '' : ` (did you mean \`${nearest}\`?)`}`,
    option,
    nearest,
  );
}

/** `Array.isArray` throws for a proxy that was revoked. */
function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Whether a value is a `Uint8Array` that can be read. Bytes that were transferred to another thread cannot. */
function isBytes(value: unknown): value is Uint8Array {
  if (!types.isUint8Array(value)) return false;
  if (value.byteLength > 0) return true;
  try {
    return new Uint8Array(value).byteLength === 0;
  } catch {
    return false;
  }
}

/** Whether a value behaves like an `AbortSignal`. Polyfills are not instances of the class. */
function isSignal(value: unknown): boolean {
  const nothing = (): void => {};
  try {
    const signal = value as AbortSignal;
    signal.addEventListener('abort', nothing);
    signal.removeEventListener('abort', nothing);
    return typeof signal.aborted === 'boolean';
  } catch {
    return false;
  }
}
