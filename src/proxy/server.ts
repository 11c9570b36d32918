// The HTTP server: its timeouts, its limits for heads of requests, and how it stops.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections.js';
import type { Limits } from './options.js';

/** Maximum size of the head of a request, in bytes. */
const MAX_HEAD_BYTES = 64 * 2 ** 10;
/** The time for which an idle connection is kept, in milliseconds. It is longer than that of clients, so that they close first. */
const IDLE_MS = 120_000;
/** How often timeouts are checked within the time for a head. */
const CHECKS = 4;

/** The handlers of a server's events. */
export interface Listeners {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
}

/** A server that does not listen yet. */
export function serverFor({ request, upgrade }: Listeners, { headersMs, requestMs }: Limits): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: headersMs,
    requestTimeout: Math.max(requestMs, headersMs),
    connectionsCheckingInterval: Math.ceil(headersMs / CHECKS),
    keepAliveTimeout: IDLE_MS,
    insecureHTTPParser: false,
    requireHostHeader: true,
  });
  const busy = new WeakSet<object>();
  server.on('request', request);
  server.on('request', ({ socket }, response) => {
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  server.on('upgrade', (asking, socket, head) => {
    // Another protocol cannot begin before the earlier response has ended.
    if (busy.has(socket)) socket.destroy();
    else if (/^websocket$/i.test(asking.headers.upgrade ?? '')) upgrade(asking, socket as Socket, head);
    else withoutUpgrade(server, asking, socket as Socket, head);
  });
  return server;
}

/** Some clients offer HTTP/2 with each request. It may be ignored (RFC 9110, section 7.8), but Node does not: so the request is parsed again without the offer. */
function withoutUpgrade(
  server: Server,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): void {
  const names = rawHeaders.filter((_, at) => at % 2 === 0);
  const lines = names.flatMap((name, at) => {
    const value = rawHeaders[2 * at + 1]!;
    if (/^upgrade$/i.test(name)) return [];
    // The other listed headers concern this connection only, and have to be removed later.
    return `${name}: ${/^connection$/i.test(name) ? value.replace(/\bupgrade\b/gi, '') : value}\r\n`;
  });
  socket.unshift(Buffer.concat([Buffer.from(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}

/** Stops listening, lets requests under way end for at most `drainMs`, and breaks off the rest. */
export async function drain(server: Server, connections: Connections, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  connections.end();
  const timer = setTimeout(() => connections.breakOff(), drainMs);
  await closed;
  clearTimeout(timer);
}
