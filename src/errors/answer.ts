// Reads an error response. It may be any value, and reading it may throw.

import { types } from 'node:util';
import { withoutCredentials } from './credentials.js';

/** The parts of an error response that could be read. */
export interface Answer {
  readonly message?: string | undefined;
  /** The provider's name for the error. */
  readonly type?: string | undefined;
  /** Seconds until the next request is accepted. */
  readonly retryAfter?: number | undefined;
}

/** Maximum length of a body that is read, in UTF-16 units or bytes: a gateway may send a page of its own. */
const MAX_BODY_LEN = 1 << 16;
/** Maximum length of a message that is repeated, in UTF-16 units. */
const MAX_MESSAGE_LEN = 500;
/** Maximum number of causes that are followed. */
const MAX_DEPTH = 5;

/** The fields of a value. A field that cannot be read is undefined. */
export function fieldsOf(value: unknown): Readonly<Record<string | symbol, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  return new Proxy({}, { get: (_, name) => attempt(() => (value as Record<string | symbol, unknown>)[name]) });
}

/** Reads a body in the forms of Anthropic, OpenAI, Google, Bedrock and gateways. */
export function bodyOf(body: unknown): Answer {
  const text = textOf(body);
  const value = text === undefined ? body : attempt((): unknown => JSON.parse(text));
  const outer = fieldsOf(value);
  // Some SDKs pass the inner object, others the whole body.
  const inner = typeof outer['error'] === 'object' && outer['error'] !== null ? fieldsOf(outer['error']) : outer;
  const message = first([
    inner['message'],
    outer['message'],
    outer['error'],
    outer['detail'],
    outer['Message'],
    value === undefined ? text : undefined,
  ]);
  return {
    message: message && redacted(message),
    type: typeOf(inner) ?? typeOf(outer),
    retryAfter: retryIn(inner) ?? retryIn(outer),
  };
}

/** The name of an error. OpenAI's `code` for a spent quota is more precise than its `type`. */
function typeOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  return first([
    fields['code'] === 'insufficient_quota' ? fields['code'] : undefined,
    fields['type'] === 'error' ? undefined : fields['type'],
    fields['code'],
  ]);
}

/** A header of `Headers`, a `Map` or an object. `name` is in lower case. */
export function headerOf(headers: unknown, name: string): string | undefined {
  return attempt(() => {
    if (typeof headers !== 'object' || headers === null || ArrayBuffer.isView(headers)) return undefined;
    const { get } = headers as { get?: unknown };
    const found: unknown =
      typeof get === 'function'
        ? get.call(headers, name)
        : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
    return found === undefined || found === null ? undefined : String(found);
  });
}

/** The codes of an error and its causes. A `TimeoutError` without a code counts by its name. */
export function codesIn(error: unknown): string[] {
  const names: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < MAX_DEPTH && typeof at === 'object' && at !== null; depth += 1) {
    const { code, name, cause, errors } = fieldsOf(at);
    const own = first([code, name === 'TimeoutError' ? name : undefined]);
    if (own !== undefined) names.push(own);
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return names;
}

function textOf(body: unknown): string | undefined {
  if (typeof body === 'string') return body.slice(0, MAX_BODY_LEN);
  return types.isUint8Array(body) ? attempt(() => new TextDecoder().decode(body.subarray(0, MAX_BODY_LEN))) : undefined;
}

/** Seconds until a retry. Google has a duration in `details`: `{ retryDelay: '34s' }`. */
function retryIn(fields: Readonly<Record<string, unknown>>): number | undefined {
  const { details } = fields;
  const delay = Array.isArray(details)
    ? first(details.slice(0, 20).map((detail) => fieldsOf(detail)['retryDelay']))
    : undefined;
  const seconds =
    delay === undefined ? fields['retry_after'] : Number(/^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(delay)?.[1] ?? NaN);
  return typeof seconds === 'number' && seconds >= 0 && Number.isFinite(seconds) ? seconds : undefined;
}

function redacted(text: string): string {
  const short = withoutCredentials(text.slice(0, 2 * MAX_MESSAGE_LEN), '[key]').trim();
  return short.length > MAX_MESSAGE_LEN ? `${short.slice(0, MAX_MESSAGE_LEN)}…` : short;
}

function first(values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
}

/** As `instanceof`, but false for a proxy that throws. */
export function isA<T>(type: abstract new (...args: never) => T, value: unknown): value is T {
  return attempt(() => value instanceof type) ?? false;
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
