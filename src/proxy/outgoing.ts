// Requests for providers, and our own headers of responses.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Prepared } from '../wire/index.js';
import { requestHeaders, type HeaderChanges } from './headers.js';
import { sendError } from './reply.js';
import type { Target } from './routes.js';
import type { Outgoing } from './send.js';

/** A request for its provider. */
export function outgoing(
  request: IncomingMessage,
  { upstream, path }: Target,
  prepared: Prepared | undefined,
): Outgoing {
  const { method = 'GET', rawHeaders, complete } = request;
  const isStreamed = hasBody(request) && (!prepared || !complete);
  const changes = isStreamed || !prepared ? framing(request) : replaced(prepared);
  return {
    method,
    path,
    headers: requestHeaders(rawHeaders, upstream.url.host, changes),
    body: prepared?.body ?? Buffer.alloc(0),
    ...(isStreamed && { rest: request }),
  };
}

/** The same request with another body. */
export function withBody(first: Outgoing, body: Buffer): Outgoing {
  const at = first.headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-length');
  return { ...first, headers: first.headers.with(at + 1, String(body.length)), body };
}

/** Whether a request has a body, by its head (RFC 9112, section 6.3). */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

/** A body of unknown length has to be chunked. Node does that by itself only for some methods. */
function framing({ headers }: IncomingMessage): HeaderChanges {
  return headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
}

function replaced({ body, isChanged, isOffered }: Prepared): HeaderChanges {
  return {
    'content-length': String(body.length),
    ...(isChanged && { 'content-encoding': undefined }),
    // The response has to be read.
    ...(isOffered && { 'accept-encoding': 'identity' }),
  };
}

/** Our headers of a response. `warning`: about the budget. */
export function told(prepared: Prepared | undefined, warning?: string): HeaderChanges {
  const own = warning === undefined ? {} : { 'x-headroom-budget': warning };
  if (!prepared || prepared.tokensAfter === prepared.tokensBefore || !prepared.isChanged) return own;
  const saved = String(prepared.tokensBefore - prepared.tokensAfter);
  return { ...own, 'x-headroom-compressed': 'true', 'x-headroom-tokens-saved': saved };
}

/** Whether a body is too long already. Without a stated length it is counted as it arrives. */
export function isTooLong(request: IncomingMessage, response: ServerResponse, limit: number, read: number): boolean {
  let length = read;
  const refuse = (): void => {
    if (response.headersSent) return;
    response.shouldKeepAlive = false;
    sendError(response, 413, `A body has at most ${limit} bytes.`);
  };
  if (length > limit) refuse();
  else if (!request.complete)
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) refuse();
    });
  return length > limit;
}
