// Maps failures of providers and connections to errors of this package.
import { bodyOf, codesIn, fieldsOf, headerOf, isA, type Answer } from './answer.js';
import { errorOf, HeadroomError } from './errors.js';

/** Codes by HTTP status. Other statuses from 500 on are `provider/unavailable`. 529 is Anthropic's. */
const STATUSES: Readonly<Record<number, string>> = {
  400: 'request/invalid',
  401: 'auth/unauthenticated',
  402: 'provider/quota-exceeded',
  403: 'auth/forbidden',
  404: 'provider/not-found',
  408: 'connection/timeout',
  409: 'provider/conflict',
  413: 'request/too-large',
  422: 'request/invalid',
  429: 'provider/rate-limited',
  529: 'provider/overloaded',
};

/**
 * Codes by the provider's name for the error. They are needed if a stream fails after its status was sent, and to tell
 * a spent balance from a rate limit.
 */
const TYPES: Readonly<Record<string, string>> = {
  authentication_error: 'auth/unauthenticated',
  permission_error: 'auth/forbidden',
  invalid_request_error: 'request/invalid',
  not_found_error: 'provider/not-found',
  request_too_large: 'request/too-large',
  rate_limit_error: 'provider/rate-limited',
  rate_limit_exceeded: 'provider/rate-limited',
  overloaded_error: 'provider/overloaded',
  api_error: 'provider/unavailable',
  server_error: 'provider/unavailable',
  timeout_error: 'provider/unavailable',
  billing_error: 'provider/quota-exceeded',
  insufficient_quota: 'provider/quota-exceeded',
};

/** Codes by the error codes of Node and undici. */
const BREAKS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection/refused'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|ERR_STREAM_PREMATURE_CLOSE)$/, 'connection/reset'],
  [/TIMEOUT$|^ETIMEDOUT$|^ESOCKETTIMEDOUT$|^TimeoutError$/, 'connection/timeout'],
  [/^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'connection/unreachable'],
];

/**
 * Makes an error of this package from a provider's refusal, or from a request that failed without an answer. Every
 * body is accepted: a provider's JSON as value, text or bytes, or the page of a gateway in between. Keys that the body
 * quotes are not repeated.
 *
 * @param failure - the HTTP status of the answer, or the value that was thrown by `fetch` or by a provider's SDK.
 * @param body - the body of the answer.
 * @param headers - the headers of the answer. `retryAfter` is read from them, or from the body.
 *
 * @example
 * ```ts
 * import { mapProxyError } from '@headroom/native';
 *
 * const error = mapProxyError(529, { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
 * console.log(error.name, error.code); // ProviderError provider/overloaded
 * ```
 */
export function mapProxyError(failure: unknown, body?: unknown, headers?: unknown): HeadroomError {
  if (HeadroomError.isInstance(failure)) return failure;
  const own = fieldsOf(failure);
  const status = statusOf(failure) ?? statusOf(own['status']) ?? statusOf(own['statusCode']);
  const answer = bodyOf(body ?? own['error'] ?? own['responseBody'] ?? own['body'] ?? own['message']);
  const thrown = isA(Error, failure) ? failure : undefined;
  if (status === undefined && answer.type === undefined) return broken(failure, answer, thrown);
  const said = answer.message ?? 'the provider said nothing more';
  const retryAfter = secondsIn(headers) ?? secondsIn(own['headers'] ?? own['responseHeaders']) ?? answer.retryAfter;
  const code = codeFor(status, answer);
  return errorOf(code, status === undefined ? said : `${status}: ${said}`, {
    ...(thrown && { cause: thrown }),
    status,
    retryAfter,
  });
}

function codeFor(status: number | undefined, { type }: Answer): string {
  const named = type === undefined || !Object.hasOwn(TYPES, type) ? undefined : TYPES[type];
  if (named === 'provider/quota-exceeded' || status === undefined || status < 400) return named ?? 'provider/failed';
  return STATUSES[status] ?? (status >= 500 ? 'provider/unavailable' : 'provider/failed');
}

function broken(failure: unknown, { message }: Answer, cause: Error | undefined): HeadroomError {
  const names = codesIn(failure);
  const code = BREAKS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? 'connection/failed';
  return errorOf(code, [message, ...names].filter(Boolean).join(': ') || 'no connection', cause && { cause });
}

function statusOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value < 600 ? value : undefined;
}

/** Reads `retry-after`, which is in seconds or a date (RFC 9110, section 10.2.3). OpenAI adds `retry-after-ms`. */
function secondsIn(headers: unknown): number | undefined {
  const milliseconds = Number(headerOf(headers, 'retry-after-ms') ?? NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const said = headerOf(headers, 'retry-after');
  if (said === undefined) return undefined;
  const seconds = said.trim() === '' ? NaN : Number(said);
  if (seconds >= 0 && Number.isFinite(seconds)) return seconds;
  const until = (Date.parse(said) - Date.now()) / 1000;
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil(until));
}
