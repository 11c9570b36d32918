// Answers of our own.
import type { ServerResponse } from 'node:http';
import type { ToolShape } from '../tool/index.js';

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, `${JSON.stringify(value)}\n`, 'application/json');
}

/** Sends a text. Nobody may keep it or take it for another kind of content. */
export function sendText(response: ServerResponse, status: number, text: string, type: string): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** Sends an error as the provider would, so that its SDK shows the message. */
export function sendError(response: ServerResponse, status: number, message: string, shape?: ToolShape): void {
  sendJson(response, status, errorIn(shape, status, message));
}

/** An error in a provider's shape; without one in that of the field. */
export function errorIn(shape: ToolShape | undefined, status: number, message: string): object {
  const said = `headroom: ${message}`;
  const type = TYPES[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
  if (shape === 'gemini') return { error: { code: status, message: said, status: GOOGLE[status] ?? 'UNAVAILABLE' } };
  if (shape === 'anthropic') return { type: 'error', error: { type, message: said } };
  return { error: { message: said, type, code: null, param: null } };
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
};
