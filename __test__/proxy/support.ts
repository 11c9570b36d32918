// A proxy between a client and a provider, all on loopback.
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { ProxyServer, type ProxyOptions } from '../../dist/src/proxy/index.js';

/** A request as the provider got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

type Answer = (request: Received, response: ServerResponse) => void;

/** A provider that answers as it is told, and keeps what it got. */
export interface Provider {
  readonly url: string;
  readonly requests: Received[];
  /** Settles when a client leaves before its answer has ended. */
  readonly left: Promise<void>;
  /** Connections so far. */
  readonly connections: Socket[];
}

/** Calls `work` with a provider that is gone afterwards. */
export async function withProvider<T>(answer: Answer, work: (provider: Provider) => Promise<T>): Promise<T> {
  const requests: Received[] = [];
  const connections: Socket[] = [];
  let leave: () => void;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const server = createServer({ keepAliveTimeout: 60_000 }, async (incoming, response) => {
    response.on('close', () => response.writableFinished || leave());
    const body = await bodyOf(incoming).catch(() => undefined);
    if (!body) return leave();
    const { method = '', url = '', rawHeaders, headers } = incoming;
    const received = { method, url, rawHeaders, headers, body };
    requests.push(received);
    answer(received, response);
  });
  server.on('connection', (socket) => connections.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await work({ url: `http://127.0.0.1:${port}`, requests, left, connections });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Calls `work` with a proxy in front of a provider; all providers are this one. */
export function withProxy<T>(
  answer: Answer,
  work: (proxy: ProxyServer, provider: Provider) => Promise<T>,
  options: ProxyOptions = {},
): Promise<T> {
  return withProvider(answer, async (provider) => {
    const proxy = await startAt(provider.url, options);
    try {
      return await work(proxy, provider);
    } finally {
      await proxy.close();
    }
  });
}

/** A proxy on a free port, in front of one provider. It has all the time that a busy machine needs. */
export function startAt(url: string, { limits, ...options }: ProxyOptions = {}): Promise<ProxyServer> {
  return ProxyServer.start({
    port: 0,
    upstreams: { anthropic: url, openai: url, gemini: url },
    limits: { compressMs: 60_000, drainMs: 1000, ...limits },
    ...options,
  });
}

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** Whether all of it came. */
  readonly isWhole: boolean;
}

/** Sends a request with exactly these headers. */
export function post(
  url: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  method = 'POST',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => undefined);
      response.on('close', () => {
        const { statusCode = 0, rawHeaders, complete } = response;
        const whole = Buffer.concat(chunks);
        resolve({ status: statusCode, headers: response.headers, rawHeaders, body: whole, isWhole: complete });
      });
    });
    outgoing.end(body);
  });
}

export const get = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> =>
  post(url, '', headers, 'GET');

/** What stands in an own answer of the proxy. */
export async function json(reply: Promise<Reply>): Promise<any> {
  return JSON.parse((await reply).body.toString());
}

/** Sends bytes as they are, and gives all that comes back until the connection ends. */
export async function raw(port: number, bytes: string | Uint8Array): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** An answer with a body. */
export function says(body: string | Uint8Array, status = 200, headers: Record<string, string> = JSON_TYPE): Answer {
  return (_request, response) => void response.writeHead(status, headers).end(body);
}

export const JSON_TYPE: Record<string, string> = { 'content-type': 'application/json' };

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
