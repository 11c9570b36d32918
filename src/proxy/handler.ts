// A request, from its head to the end of its response.
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
  // The provider's date goes on, and our own answers need none.
  response.sendDate = false;
  // A client that left is told by `close`.
  response.on('error', () => undefined);
  if (app.isDraining) response.shouldKeepAlive = false;
  try {
    await answer(app, request, response);
  } catch {
    // What fails here is a client that broke off, or a bug. Neither may end the process, and neither has more to say.
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
    // Nobody reads a body that is refused.
    response.shouldKeepAlive = false;
    return sendError(response, refusal.status, refusal.message);
  }
  if (own) return own.answer(app, request, response);
  app.ledger.count('requests');
  const target = targetOf(method, url, headers, app.upstreams);
  if (!target) return sendError(response, 404, `nothing here answers ${method} ${url.split('?', 1)[0]}.`);
  const { turned, counted, warning } = target.route ? app.gate.check(request, target) : {};
  if (turned) {
    app.ledger.count(counted!);
    return turnAway(response, turned, target);
  }
  const prepared = await prepare(app, request, target);
  return passThrough({ app, request, response, target, prepared, warning, since });
}

/** Refuses a request as its provider would. Nobody reads its body. */
function turnAway(response: ServerResponse, { status, type, message, headers }: Turned, { route }: Target): void {
  response.shouldKeepAlive = false;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendError(response, status, message, route?.shape, type);
}

/** The body of a request as it is to be sent; nothing where it is passed through as it comes. */
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
