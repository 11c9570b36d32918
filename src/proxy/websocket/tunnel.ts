// Connects WebSockets of clients with providers. Those of OpenAI's Responses API are read, and all others pass unread.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import type { RawHeaders } from '../../http/index.js';
import { routeOf } from '../../wire/index.js';
import type { App } from '../app.js';
import { isBypassed, requestHeaders, responseHeaders } from '../headers.js';
import { targetOf, type Target } from '../routes.js';
import { ResponsesSocket } from './socket.js';

/** Connects a client that asks for a WebSocket with its provider. */
export function tunnel(app: App, request: IncomingMessage, socket: Socket, head: Buffer): void {
  socket.on('error', () => socket.destroy());
  const { rawHeaders } = request;
  const target = admitted(app, request);
  if (typeof target === 'number') {
    refuse(socket, target);
    return;
  }
  const { upstream, path, route } = target;
  const isRead = route !== undefined && app.compressor !== undefined && !isBypassed(request.headers);
  const headers = [...requestHeaders(rawHeaders, upstream.url.host, isRead ? PLAIN : {}), ...UPGRADE];
  const outgoing = upstream.request({ method: 'GET', path, headers }, true);
  outgoing.on('upgrade', (response, far, farHead) => {
    app.ledger.count('passed');
    socket.write(headOf(response, [...responseHeaders(response.rawHeaders), ...UPGRADE]), 'latin1');
    // Both sides may have sent frames together with their heads.
    if (farHead.length > 0) far.unshift(farHead);
    if (head.length > 0) socket.unshift(head);
    const read = isRead ? new ResponsesSocket({ app, request, target }) : undefined;
    join(far, socket, read);
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
  // The socket is opened with GET, and each event in it is as a POST.
  const route = routeOf('POST', url.split('?', 1)[0]!);
  if (app.mode === 'optimize' && route && /^codex/i.test(headers['user-agent'] ?? '')) return UPGRADE_REQUIRED;
  return { ...target, route: route?.name === 'responses' ? route : undefined };
}

/**
 * Codex asks for a WebSocket first. Only this status makes it send plain requests at once, in which `headroom_retrieve`
 * can be answered, so that more can be saved.
 */
const UPGRADE_REQUIRED = 426;

/** Extensions of the protocol change frames, for example compress them. They are not offered if frames are read. */
const PLAIN = { 'sec-websocket-extensions': undefined };

const MAX_LISTENERS = 32;

/** Passes everything on in both directions. If one side ends or breaks off, so does the other. */
function join(far: Duplex, socket: Socket, read: ResponsesSocket | undefined): void {
  let first: Duplex | undefined;
  for (const side of [far, socket]) {
    // Both directions listen to it, beside the HTTP server.
    side.setMaxListeners(MAX_LISTENERS);
    for (const event of ['end', 'error', 'close']) side.once(event, () => (first ??= side));
  }
  const end = (): void => {
    socket.destroy();
    far.destroy();
    read?.close(first === socket);
  };
  // What the provider sent last still reaches the client.
  pipeline(read ? [far, read.incoming, socket] : [far, socket], end);
  pipeline(read ? [socket, read.outgoing, far] : [socket, far], (error) => error && end());
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
