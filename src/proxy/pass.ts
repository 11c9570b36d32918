// Hands a request on to its provider, and the response back.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app.js';
import type { Prepared } from './compressor.js';
import { requestHeaders, responseHeaders, type HeaderChanges } from './headers.js';
import { UsageReading } from './reading.js';
import { relay } from './relay.js';
import { sendError } from './reply.js';
import type { Target } from './routes.js';
import { send, type Outgoing } from './send.js';

/** Passes a request through; with the body that was prepared, where there is one. */
export async function passThrough(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  prepared?: Prepared,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (isTooLong(request, response, app.limits.bodyBytes, prepared?.body.length ?? 0)) return;
  const from = await send(target.upstream, outgoing(request, target, prepared), {
    signal: gone.signal,
    connectMs: app.limits.connectMs,
  }).catch((error: NodeJS.ErrnoException) => {
    if (gone.signal.aborted) return;
    app.ledger.count('unreachable');
    const { origin } = target.upstream.url;
    sendError(response, 502, `cannot reach ${origin} (${error.code ?? 'no answer'}).`, target.route?.shape);
  });
  if (!from) return;
  const reading = target.route?.isAnswered ? new UsageReading(from) : undefined;
  response.writeHead(from.statusCode!, from.statusMessage!, responseHeaders(from.rawHeaders, told(prepared)));
  // A stream may be silent for long: its client is told at once that it began.
  if (from.headers['content-length'] === undefined) response.flushHeaders();
  const end = await relay(from, response, reading && ((chunk) => reading.take(chunk)));
  if (end === 'provider-gone') app.ledger.count('brokenOff');
  if (!target.route) return app.ledger.count('passed');
  app.ledger.add({
    route: target.route.name,
    model: prepared?.model ?? target.model,
    status: from.statusCode!,
    tokensBefore: prepared?.tokensBefore ?? 0,
    tokensAfter: prepared?.tokensAfter ?? 0,
    isCompressed: prepared?.isChanged === true,
    skipped: prepared?.skipped,
    usage: await reading?.usage(),
    conversation: prepared?.conversation,
    overheadMs: prepared?.ms ?? 0,
  });
}

function outgoing(request: IncomingMessage, { upstream, path }: Target, prepared: Prepared | undefined): Outgoing {
  const { method = 'GET', rawHeaders, complete } = request;
  const isStreamed = !prepared || !complete;
  return {
    method,
    path,
    headers: requestHeaders(rawHeaders, upstream.url.host, isStreamed ? framing(request) : replaced(prepared)),
    body: prepared?.body ?? Buffer.alloc(0),
    ...(isStreamed && { rest: request }),
  };
}

/** A body whose length is not known has to be in chunks, which Node only does of itself for some methods. */
function framing({ headers }: IncomingMessage): HeaderChanges {
  return headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
}

function replaced({ body, isChanged }: Prepared): HeaderChanges {
  return { 'content-length': String(body.length), ...(isChanged && { 'content-encoding': undefined }) };
}

function told(prepared: Prepared | undefined): HeaderChanges {
  if (!prepared?.isChanged) return {};
  const saved = String(prepared.tokensBefore - prepared.tokensAfter);
  return { 'x-headroom-compressed': 'true', 'x-headroom-tokens-saved': saved };
}

/** A body without a stated length is counted as it comes. Whether it is too long already. */
function isTooLong(request: IncomingMessage, response: ServerResponse, limit: number, read: number): boolean {
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
