// The HTTP server: how long it waits, what it refuses before a request is a request, and how it stops.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections.js';
import type { Limits } from './options.js';

/** Longest head of a request, in bytes. */
const MAX_HEAD_BYTES = 64 * 2 ** 10;
/** How long an idle connection is kept, in milliseconds: longer than clients do, so that they close first. */
const IDLE_MS = 120_000;
/** How often the server looks for connections that have been waited for too long, as a part of that time. */
const CHECKS = 4;

/** What happens on a server. */
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
    // Behind an answer that is still to come nothing else can begin.
    if (busy.has(socket)) socket.destroy();
    else if (/^websocket$/i.test(asking.headers.upgrade ?? '')) upgrade(asking, socket as Socket, head);
    else withoutUpgrade(server, asking, socket as Socket, head);
  });
  return server;
}

/** Some clients offer HTTP/2 with each request. It may be ignored (RFC 9110, section 7.8), but Node does not: so the request is read again without the offer. */
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
    // What else is listed there concerns this connection only, and is still to be left out.
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
