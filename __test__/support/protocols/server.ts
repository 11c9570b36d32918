// A provider's server on loopback, and a client for it.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, Protocol, Turn } from './protocol.js';

/**
 * How a stream fails after a number of events: the connection breaks, the stream ends, sends an error event, or hangs.
 */
export interface Fault {
  readonly after: number;
  readonly how: 'break' | 'end' | 'error' | 'hang';
}

/** A turn, possibly with a fault, or the status of a failed request. */
export type Answer = Turn & {
  readonly fault?: Fault;
  readonly status?: number;
  /** The promise to wait for before the event with index `at` is sent. */
  readonly wait?: { readonly at: number; readonly until: Promise<unknown> };
};

/** A server that sends its answers in order. */
export interface Server {
  /** Its address. */
  readonly url: string;
  /** The bodies of the requests so far. */
  readonly bodies: Json[];
  /** Resolves when the client closes a connection before the response ended. */
  readonly left: Promise<void>;
  send(request: object, options?: { signal?: AbortSignal }): Promise<Json>;
  stream(request: object, options?: { signal?: AbortSignal }): Promise<AsyncGenerator<Json, void, undefined>>;
}

/** Calls `work` with a server, which is closed afterwards. */
export async function withServer<T>(
  protocol: Protocol,
  answers: readonly Answer[],
  work: (server: Server) => Promise<T>,
): Promise<T> {
  const bodies: Json[] = [];
  let leave: () => void;
  const left = new Promise<void>((resolve) => (leave = resolve));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Json;
    bodies.push(body);
    response.on('close', () => response.writableFinished || leave());
    const answer = answers[bodies.length - 1] ?? { status: 500 };
    if (answer.status !== undefined)
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end('{"error":{"message":"overloaded"}}');
    else if (body['stream'] === true || request.url!.includes('stream'))
      await sendEvents(response, protocol, protocol.events(answer, bodies.length), answer);
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(protocol.response(answer, bodies.length)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (request: object, isStream: boolean, options: { signal?: AbortSignal }): Promise<Response> => {
    const response = await fetch(url + protocol.path(isStream), {
      method: 'POST',
      body: JSON.stringify({ ...request, ...(isStream ? { stream: true } : {}) }),
      headers: { 'content-type': 'application/json' },
      ...options,
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response;
  };
  const provider: Server = {
    url,
    bodies,
    left,
    send: async (request, options = {}) => (await post(request, false, options)).json() as Promise<Json>,
    stream: async (request, options = {}) => events((await post(request, true, options)).body!),
  };
  try {
    return await work(provider);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function sendEvents(
  response: ServerResponse,
  { end }: Protocol,
  all: readonly Json[],
  { fault, wait }: Answer,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const [at, event] of all.entries()) {
    if (wait?.at === at) await wait.until;
    if (fault?.after === at) {
      if (fault.how === 'break') response.destroy();
      if (fault.how === 'end') response.end();
      if (fault.how === 'error')
        response.end('event: error\ndata: {"type":"error","error":{"message":"overloaded"}}\n\n');
      return;
    }
    // Each event is sent before the next is created.
    await new Promise((resolve) =>
      response.write(`${event['type'] ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`, resolve),
    );
  }
  response.end(end === undefined ? '' : `data: ${end}\n\n`);
}

/** Reads events as SDKs do: an error event is thrown. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<Json, void, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)![1]!;
      if (data === '[DONE]') return;
      if (block.startsWith('event: error')) throw new Error((JSON.parse(data) as Json)['error'].message);
      yield JSON.parse(data) as Json;
    }
  }
}
