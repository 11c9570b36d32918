// Sends a request to a provider.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import type { Upstream } from './upstream.js';

/** A request for a provider. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  /** The body, or the start of it. */
  readonly body: Buffer;
  /** The rest of the body, which is still arriving. */
  readonly rest?: IncomingMessage;
}

/** How a request is sent. */
export interface SendSettings {
  /** The response to the client. If the client leaves, the request is aborted, so that nobody pays for an unread answer. */
  readonly client: ServerResponse;
  /** Time to connect, in milliseconds. */
  readonly connectMs: number;
}

/** Whether a client left before its response ended. */
export function hasLeft({ closed, destroyed, writableFinished }: ServerResponse): boolean {
  return (closed || destroyed) && !writableFinished;
}

/** A closed connection fails within a round trip. Later, the provider may have answered, and charged for it. */
const MAX_STALE_MS = 1000;
/** The errors of an idle connection that the provider has just closed. */
const STALE: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Sends a request and returns the response once its head has arrived. The provider may have closed a kept connection meanwhile: then the request is sent once
 * more, on a new connection.
 *
 * @throws if no response arrives.
 */
export async function send(upstream: Upstream, outgoing: Outgoing, settings: SendSettings): Promise<IncomingMessage> {
  const since = performance.now();
  const first = start(upstream, outgoing, settings, false);
  try {
    return await first.response;
  } catch (error) {
    const isSoon = performance.now() - since < MAX_STALE_MS;
    const isStale = first.request.reusedSocket && isSoon && STALE.has((error as NodeJS.ErrnoException).code ?? '');
    if (!isStale || outgoing.rest || hasLeft(settings.client)) throw error;
    return start(upstream, outgoing, settings, true).response;
  }
}

function start(
  upstream: Upstream,
  { method, path, headers, body, rest }: Outgoing,
  { client, connectMs }: SendSettings,
  isFresh: boolean,
): { readonly request: ClientRequest; readonly response: Promise<IncomingMessage> } {
  const request = upstream.request({ method, path, headers }, isFresh);
  // An AbortSignal would do the same, but takes a tenth of the time of a small request.
  const leave = (): unknown => hasLeft(client) && request.destroy();
  client.once('close', leave);
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    const timer = setTimeout(() => request.destroy(new ConnectTimeout()), connectMs);
    const connected = (): void => clearTimeout(timer);
    request.on('socket', (socket) => {
      if (!socket.connecting) connected();
      else socket.once(upstream.url.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
    });
    request.on('response', resolve);
    // The response reports later errors itself.
    request.on('error', reject);
    request.on('close', () => {
      connected();
      client.off('close', leave);
    });
  });
  if (!rest) request.end(body);
  else {
    if (body.length > 0) request.write(body);
    rest.pipe(request);
    // A body that broke off must not look complete.
    rest.once('close', () => rest.complete || request.destroy());
  }
  return { request, response };
}

class ConnectTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('connecting took too long');
  }
}
