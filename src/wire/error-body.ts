// Errors as providers say them, so that their SDKs show the message.
import type { ToolShape } from '../tool/index.js';

/**
 * An error in a provider's shape; without one in that of the field.
 *
 * @param own - what the provider calls such an error, where the status does not say it.
 */
export function errorIn(shape: ToolShape | undefined, status: number, message: string, own?: string): object {
  const said = `headroom: ${message}`;
  const type = own ?? TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  if (shape === 'bedrock') return { message: said };
  if (shape === 'gemini') return { error: { code: status, message: said, status: GOOGLE[status] ?? 'UNAVAILABLE' } };
  if (shape === 'anthropic') return { type: 'error', error: { type, message: said } };
  return { error: { message: said, type, code: own ?? null, param: null } };
}

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
const GOOGLE: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  413: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
};
