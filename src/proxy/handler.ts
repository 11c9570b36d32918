// Handles a request from its head to the end of its response.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { unchanged, type Prepared } from '../wire/index.js';
import type { App } from './app.js';
import type { Turned } from './gate/index.js';
import { isBypassed } from './headers.js';
import { ownRouteOf } from './own/index.js';
import { passThrough } from './pass.js';
import { receive } from '../http/index.js';
import { sendError } from './reply.js';
import { targetOf, type Target } from './routes.js';
import { isSigned } from './signing/index.js';

/** Answers a request. Never fails. */
export async function handle(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The provider's date is passed on, and our own responses need none.
  response.sendDate = false;
  // `close` follows, and is handled.
  response.on('error', () => undefined);
  if (app.draining.aborted) response.shouldKeepAlive = false;
  try {
    await answer(app, request, response);
  } catch {
    // The client broke off, or this is a bug. Neither may end the process.
    if (response.headersSent) response.destroy();
    else sendError(response, 500, 'something failed that should not.');
  }
}

async function answer(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const since = performance.now();
  const { method = 'GET', url = '/', headers } = request;
  const own = ownRouteOf(url);
  const refusal = app.guard.check(request, own?.access ?? 'provider') ?? tooLarge(app, request);
  if (refusal) {
    app.ledger.count('refused');
    // The body of a refused request is not read.
    response.shouldKeepAlive = false;
    return sendError(response, refusal.status, refusal.message);
  }
  if (own) return own.answer(app, request, response);
  app.ledger.count('requests');
  const target = targetOf(method, url, headers, app.upstreams);
  if (!target) return sendError(response, 404, `nothing here answers ${method} ${url.split('?', 1)[0]}.`);
  const { turned, counted, warning } = target.route ? app.gate.check(request, target) : {};
  if (turned) {
    const { route, upstream, model } = target;
    app.ledger.refuse(counted!, { route: route?.name, upstream: upstream.name, model, status: turned.status });
    return turnAway(response, turned, target);
  }
  const prepared = await prepare(app, request, target);
  return passThrough({ app, request, response, target, prepared, warning, since });
}

/** Refuses a request as its provider would, without reading its body. */
function turnAway(response: ServerResponse, { status, type, message, headers }: Turned, { route }: Target): void {
  response.shouldKeepAlive = false;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendError(response, status, message, route?.shape, type);
}

/** The body to send. Undefined if the request is passed through as it arrives. */
async function prepare(
  { compressor, limits: { inspectedBytes } }: App,
  request: IncomingMessage,
  target: Target,
): Promise<Prepared | undefined> {
  const isRead = target.route !== undefined && compressor !== undefined;
  if (!isRead && !isSigned(target.upstream)) return undefined;
  const { bytes, isWhole } = await receive(request, inspectedBytes);
  if (!isRead) return unchanged(bytes, undefined);
  if (!isWhole) return unchanged(bytes, 'too-large');
  if (isBypassed(request.headers)) return unchanged(bytes, 'bypass');
  return compressor.prepare(bytes, request.headers['content-encoding'], target);
}

function tooLarge({ limits }: App, { headers }: IncomingMessage): { status: number; message: string } | undefined {
  return Number(headers['content-length'] ?? 0) > limits.bodyBytes
    ? { status: 413, message: `A body has at most ${limits.bodyBytes} bytes.` }
    : undefined;
}
