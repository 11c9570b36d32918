// Reads requests to the proxy's own routes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord, type Fields } from '../../providers/index.js';
import type { App } from '../app.js';
import { receive } from '../../http/index.js';
import { sendError } from '../reply.js';

/** The object in the body of a request. Undefined if there is none; then an error was sent. */
export async function readObject(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Fields | undefined> {
  const { bytes, isWhole } = await receive(request, app.limits.inspectedBytes);
  if (!isWhole) {
    response.shouldKeepAlive = false;
    sendError(response, 413, `a body has at most ${app.limits.inspectedBytes} bytes.`);
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (isRecord(value)) return value;
  } catch {
    // The error is sent below.
  }
  sendError(response, 400, 'the body must be a JSON object.');
  return undefined;
}
