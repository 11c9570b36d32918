// Requests to us that hold JSON.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord, type Fields } from '../../providers/index.js';
import type { App } from '../app.js';
import { receive } from '../../http/index.js';
import { sendError } from '../reply.js';

/** The object in the body of a request; nothing where there is none, which the client was told. */
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
    // It is told below.
  }
  sendError(response, 400, 'the body is a JSON object.');
  return undefined;
}
