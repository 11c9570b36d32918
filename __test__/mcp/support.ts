// Real MCP clients, over both transports.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { pathToFileURL } from 'node:url';
import { startHttp, type McpHttpOptions, type McpHttpServer } from '../../dist/src/mcp/index.js';
import { MAIN, type Workplace } from '../cli/headroom.js';

/** The answer to a call. */
export interface Said {
  readonly parts: readonly string[];
  readonly isError: boolean;
}

/** A connected client. */
export class Caller {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  async call(name: string, args?: unknown): Promise<Said> {
    const { content, isError } = await this.client.callTool({ name, arguments: args as Record<string, unknown> });
    return { parts: (content as { text: string }[]).map(({ text }) => text), isError: isError === true };
  }
}

/** A client. If `roots` names folders, it has them open. */
export function clientWith(roots?: readonly string[]): Client {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
  if (roots)
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: roots.map((path) => ({ uri: pathToFileURL(path).href })),
    }));
  return client;
}

/** How to start a server. */
export interface Start {
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly roots?: readonly string[];
}

/** Calls `work` with a client of `headroom mcp serve`. */
export async function overStdio<T>(
  place: Workplace,
  { cwd, args = [], roots }: Start,
  work: (caller: Caller) => Promise<T>,
): Promise<T> {
  const client = clientWith(roots);
  const env = place.env() as Record<string, string>;
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp', 'serve', ...args],
      cwd,
      env,
      stderr: 'inherit',
    }),
  );
  try {
    return await work(new Caller(client));
  } finally {
    await client.close();
  }
}

/** Calls `work` with a server over HTTP. */
export async function withServer<T>(options: McpHttpOptions, work: (server: McpHttpServer) => Promise<T>): Promise<T> {
  const server = await startHttp({ port: 0, store: ':memory:', scope: 'test', ...options });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Calls `work` with a client of a server over HTTP. */
export async function overHttp<T>(
  { url }: McpHttpServer,
  work: (caller: Caller) => Promise<T>,
  headers: Record<string, string> = {},
): Promise<T> {
  const client = clientWith();
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }) as Parameters<Client['connect']>[0],
  );
  try {
    return await work(new Caller(client));
  } finally {
    await client.close();
  }
}
