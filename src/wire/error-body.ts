// Errors in the format of providers, so that their SDKs show the message.
import type { ToolShape } from '../tool/index.js';

/**
 * Formats an error in a provider's shape, or without a provider in the most common one.
 *
 * @param own - the provider's name for the error, if the status does not imply it.
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
