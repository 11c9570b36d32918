// A provider that answers in WebSockets, and a client of it, with the proxy between them.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type ClientOptions } from 'ws';
import type { ProxyOptions, ProxyServer } from '../../dist/src/proxy/index.js';
import { startAt } from './support.js';

/** A frame that a side got. */
export interface Got {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/** A provider with the frames that it got, and its end of the last connection. */
export interface SocketProvider {
  readonly got: Got[];
  readonly sockets: WebSocket[];
  readonly requests: IncomingMessage[];
}

/** Answers a frame of the client. `count`: frames so far. */
export type AnswerFrame = (frame: Got, socket: WebSocket, count: number) => void;

/** Calls `work` with a proxy in front of a provider that answers each frame. */
export async function withSockets<T>(
  answer: AnswerFrame,
  work: (proxy: ProxyServer, provider: SocketProvider) => Promise<T>,
  options: ProxyOptions = {},
): Promise<T> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
  await once(server, 'listening');
  const provider: SocketProvider = { got: [], sockets: [], requests: [] };
  server.on('connection', (socket, request) => {
    provider.sockets.push(socket);
    provider.requests.push(request);
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      provider.got.push({ data, isBinary });
      answer({ data, isBinary }, socket, provider.got.length);
    });
  });
  const proxy = await startAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  try {
    return await work(proxy, provider);
  } finally {
    for (const socket of server.clients) socket.terminate();
    await proxy.close();
    server.close();
  }
}

/** A client that is connected. */
export async function connected(
  proxy: ProxyServer,
  headers: Record<string, string> = {},
  options: ClientOptions = {},
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/v1/responses`, { headers, ...options });
  await once(socket, 'open');
  return socket;
}

/** Sends a text, and gives the events that come back up to the one that ends the response. */
export async function ask(socket: WebSocket, text: string): Promise<any[]> {
  const events: any[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      events.push(JSON.parse(data.toString()));
      if (/^(response\.(completed|failed|incomplete)|error)$/.test(events.at(-1).type)) resolve();
    });
  });
  socket.send(text);
  await ended;
  socket.removeAllListeners('message');
  return events;
}

const USAGE = { input_tokens: 900, input_tokens_details: { cached_tokens: 0 }, output_tokens: 10 };

/** A model that answers each request with a response, whose number is that of the frame. */
export const model: AnswerFrame = (_frame, socket, count) => {
  const response = { id: `resp_${count}`, model: 'gpt-5.4', usage: null };
  for (const event of [
    { type: 'response.created', response },
    { type: 'response.output_text.delta', delta: '"response.completed"' },
    { type: 'response.completed', response: { ...response, usage: USAGE } },
  ])
    socket.send(JSON.stringify(event));
};
