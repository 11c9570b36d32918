// Passes WebSockets through without reading them. Some clients of the Responses API prefer them.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { App } from './app.js';
import type { RawHeaders } from '../http/index.js';
import { requestHeaders, responseHeaders } from './headers.js';
import { targetOf, type Target } from './routes.js';
import { routeOf } from '../wire/index.js';

/** Connects a client that asks for a WebSocket with its provider. */
export function tunnel(app: App, request: IncomingMessage, socket: Socket, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const { rawHeaders } = request;
  const target = admitted(app, request);
  if (typeof target === 'number') {
    refuse(socket, target);
    return;
  }
  const { upstream, path } = target;
  const headers = [...requestHeaders(rawHeaders, upstream.url.host), ...UPGRADE];
  const outgoing = upstream.request({ method: 'GET', path, headers }, true);
  outgoing.on('upgrade', (response, far, farHead) => {
    app.ledger.count('passed');
    socket.write(headOf(response, [...responseHeaders(response.rawHeaders), ...UPGRADE]), 'latin1');
    if (farHead.length > 0) socket.write(farHead);
    if (head.length > 0) far.write(head);
    far.pipe(socket).on('close', () => far.destroy());
    socket.pipe(far).on('close', () => socket.destroy());
    far.on('error', () => far.destroy());
  });
  outgoing.on('response', (response) => {
    // The body of a refusal ends with the connection.
    socket.write(headOf(response, [...responseHeaders(response.rawHeaders), 'Connection', 'close']), 'latin1');
    response.pipe(socket);
  });
  outgoing.on('error', () => {
    app.ledger.count('unreachable');
    refuse(socket, 502);
  });
  socket.on('close', () => outgoing.destroy());
  outgoing.end();
}

/** The target of a request, or the status of its refusal. */
function admitted(app: App, request: IncomingMessage): Target | number {
  const { method = 'GET', url = '/', headers } = request;
  const refusal = app.guard.check(request, 'provider');
  app.ledger.count(refusal ? 'refused' : 'requests');
  if (refusal) return refusal.status;
  const target = method === 'GET' && targetOf(method, url, headers, app.upstreams);
  if (!target) return 404;
  return app.mode === 'optimize' && fallsBack(request) ? UPGRADE_REQUIRED : target;
}

/** Codex asks for a WebSocket, in which nothing could be compressed. Only this status makes it send plain requests at once. */
const UPGRADE_REQUIRED = 426;

function fallsBack({ url = '', headers }: IncomingMessage): boolean {
  const path = url.split('?', 1)[0]!;
  return /^codex/i.test(headers['user-agent'] ?? '') && routeOf('POST', path) !== undefined;
}

const UPGRADE: RawHeaders = ['Connection', 'Upgrade', 'Upgrade', 'websocket'];

function headOf({ statusCode = 502, statusMessage = '' }: IncomingMessage, headers: RawHeaders): string {
  const names = headers.filter((_, at) => at % 2 === 0);
  const lines = names.map((name, at) => `${name}: ${headers[2 * at + 1]}\r\n`);
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`;
}

function refuse(socket: Socket, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
