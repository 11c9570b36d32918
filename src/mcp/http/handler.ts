// Handles a request over HTTP: checks it first, then passes it to its session.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import { receive, type Guard } from '../../http/index.js';
import { MAX_MESSAGE_BYTES, tooLong } from '../limits.js';
import type { Sessions } from './sessions.js';

const PATH = '/mcp';
const SESSION = 'mcp-session-id';

/** Answers a request. Never fails. */
export async function handle(
  guard: Guard,
  sessions: Sessions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // `close` reports that a client left.
  response.on('error', () => undefined);
  try {
    await answer(guard, sessions, request, response);
  } catch {
    // A failure here is a client that disconnected, or a bug. Neither may end the process.
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'Headroom failed. Send the request again.');
  }
}

async function answer(
  guard: Guard,
  sessions: Sessions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refusal = guard.check(request, 'own');
  if (refusal) return refuse(response, refusal.status, refusal.message);
  if (request.url?.split('?', 1)[0] !== PATH) return refuse(response, 404, `MCP is served at ${PATH}.`);
  const body = request.method === 'POST' ? await bodyOf(request) : undefined;
  if (body === TOO_LONG) return refuse(response, 413, tooLong());
  if (body === UNREADABLE) return refuse(response, 400, 'The body is not JSON.');
  if (sessions.areOff) {
    if (request.method !== 'POST') return refuse(response, 405, 'There are no sessions here: send requests by POST.');
    return (await sessions.once(response)).handleRequest(request, response, body);
  }
  const session = await sessionFor(sessions, request, body);
  if (!session) return refuse(response, 404, 'This session has ended. Connect again.');
  await session.handleRequest(request, response, body);
}

const TOO_LONG = Symbol('too long');
const UNREADABLE = Symbol('unreadable');

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_MESSAGE_BYTES) return TOO_LONG;
  const { bytes, isWhole } = await receive(request, MAX_MESSAGE_BYTES);
  if (!isWhole) return TOO_LONG;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return UNREADABLE;
  }
}

function sessionFor(
  sessions: Sessions,
  { headers }: IncomingMessage,
  body: unknown,
): ReturnType<Sessions['begin']> | ReturnType<Sessions['find']> {
  const id = headers[SESSION];
  if (typeof id === 'string') return sessions.find(id);
  return isInitializeRequest(body) ? sessions.begin() : undefined;
}

/** The rest of a refused body is discarded. */
function refuse(response: ServerResponse, status: number, message: string): void {
  const body = JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32600, message } });
  response.shouldKeepAlive = false;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
