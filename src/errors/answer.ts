// Reading what came back in place of an answer. Nothing is known of it: it may be anything, and looking at it may throw.

import { types } from 'node:util';

/** What could be read of it. */
export interface Answer {
  readonly message?: string | undefined;
  /** What it calls the error. */
  readonly type?: string | undefined;
  /** In seconds. */
  readonly retryAfter?: number | undefined;
}

/** So much of a body is read, in UTF-16 units or bytes: a machine in between may send a page of its own. */
const MAX_READ = 1 << 16;
/** So much of it is repeated, in UTF-16 units. */
const MAX_SAID = 500;
/** How far causes are followed. */
const MAX_DEPTH = 5;
/** What looks like a credential: keys by their prefixes, and what follows the name of a scheme. */
const CREDENTIAL = /\b(?:sk|pk|rk|gsk|xai|key)-[\w-]{8,}|\bAIza[\w-]{20,}|\b(?:Bearer|Basic) \S{8,}/g;

/** The fields of a value, as far as they can be had. */
export function fieldsOf(value: unknown): Readonly<Record<string | symbol, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  return new Proxy({}, { get: (_, name) => attempt(() => (value as Record<string | symbol, unknown>)[name]) });
}

/** What a body says, in the ways of Anthropic, OpenAI, Google, Bedrock and gateways. */
export function bodyOf(body: unknown): Answer {
  const text = textOf(body);
  const value = text === undefined ? body : attempt((): unknown => JSON.parse(text));
  const outer = fieldsOf(value);
  // SDKs give the inner object, or the whole body.
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
    message: message && said(message),
    type: typeOf(inner) ?? typeOf(outer),
    retryAfter: retryIn(inner) ?? retryIn(outer),
  };
}

/** OpenAI says more in `code` than in `type`. */
function typeOf(fields: Readonly<Record<string, unknown>>): string | undefined {
  return first([
    fields['code'] === 'insufficient_quota' ? fields['code'] : undefined,
    fields['type'] === 'error' ? undefined : fields['type'],
    fields['code'],
  ]);
}

/** A header, by its name in lower case, of `Headers`, a `Map` or an object. */
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

/** The names that an error and what caused it go by: their codes, and the name of one that has none. */
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
  if (typeof body === 'string') return body.slice(0, MAX_READ);
  return types.isUint8Array(body) ? attempt(() => new TextDecoder().decode(body.subarray(0, MAX_READ))) : undefined;
}

/** Google has a duration in one of its details: `{ retryDelay: '34s' }`. */
function retryIn(fields: Readonly<Record<string, unknown>>): number | undefined {
  const { details } = fields;
  const delay = Array.isArray(details)
    ? first(details.slice(0, 20).map((detail) => fieldsOf(detail)['retryDelay']))
    : undefined;
  const seconds =
    delay === undefined ? fields['retry_after'] : Number(/^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(delay)?.[1] ?? NaN);
  return typeof seconds === 'number' && seconds >= 0 && Number.isFinite(seconds) ? seconds : undefined;
}

function said(text: string): string {
  const short = text
    .slice(0, 2 * MAX_SAID)
    .replace(CREDENTIAL, '[key]')
    .trim();
  return short.length > MAX_SAID ? `${short.slice(0, MAX_SAID)}…` : short;
}

function first(values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
}

/** As `instanceof`, which proxies may keep from working. */
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
