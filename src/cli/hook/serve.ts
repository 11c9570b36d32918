// Answers the calls of a mod: a process that runs as long as the session of an agent, and listens on a private socket.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchOf, lineOf } from '../../agents/index.js';
import { Headroom } from '../../headroom/index.js';
import { MAX_LENGTH, respond } from '../../hooks/index.js';
import { receive } from '../../http/index.js';
import { isRecord, type Fields } from '../../providers/index.js';
import { retrieveTool } from '../../tool/index.js';
import { storeOf, type StoringOptions } from '../originals.js';
import { write } from '../terminal.js';

/** The time between two looks whether the agent still runs, in milliseconds. */
const INTERVAL_MS = 5000;

/** Serves until the agent ends. Says first where it listens, and which tool retrieves what it elides. */
export async function serveMod(agent: string, { store }: StoringOptions): Promise<void> {
  // Read first: the agent may end as soon as it knows the socket.
  const parent = process.ppid;
  const folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  const server = createServer((request, response) => void answer(request, response));
  const isElided = store !== undefined;
  const headroom = isElided ? new Headroom({ store: await storeOf({ store }) }) : undefined;
  const place = {
    self: lineOf(launchOf()),
    originals: headroom && (() => headroom.originals()),
    readsFiles: true,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = await answered(request).catch(() => undefined);
    response.writeHead(said ? 200 : 204, { 'content-type': 'application/json' });
    response.end(said && JSON.stringify(said));
  }

  async function answered(request: IncomingMessage): Promise<object | undefined> {
    const { bytes, isWhole } = await receive(request, MAX_LENGTH);
    const body: unknown = isWhole ? JSON.parse(bytes.toString()) : undefined;
    if (!isRecord(body)) return undefined;
    return request.url === '/retrieve' ? retrieved(body, headroom) : respond(agent, body, place);
  }

  try {
    const socket = join(folder, 'socket');
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
    await write(process.stdout, `${JSON.stringify({ socket, ...(isElided && { tool: toolOf() }) })}\n`);
    await ended(parent);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tool as a mod registers it. */
function toolOf(): object {
  const { name, description, input_schema: inputSchema } = retrieveTool('anthropic');
  return { name, description, inputSchema, isDeferred: false };
}

async function retrieved(input: Fields, headroom: Headroom | undefined): Promise<object | undefined> {
  const call = { type: 'tool_use' as const, id: 'call', name: 'headroom_retrieve', input };
  const result = await headroom?.handleToolCall(call);
  return result && { text: result.content };
}

/** Resolves when the agent, which is the parent, stops this process or has gone. */
function ended(parent: number): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    setInterval(() => process.ppid !== parent && resolve(), INTERVAL_MS).unref();
  });
}
