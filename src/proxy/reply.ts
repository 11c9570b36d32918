// Sends responses that the proxy makes itself.
import type { ServerResponse } from 'node:http';
import type { ToolShape } from '../tool/index.js';
import { errorIn } from '../wire/index.js';

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, `${JSON.stringify(value)}\n`, 'application/json');
}

/** Sends a text. Caches must not keep it, and browsers must not guess another content type. */
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
export function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  shape?: ToolShape,
  type?: string,
): void {
  sendJson(response, status, errorIn(shape, status, message, type));
}
