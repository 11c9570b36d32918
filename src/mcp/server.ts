// The protocol for one client: the lists of tools, resources and prompts, and the answers to requests.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  RootsListChangedNotificationSchema,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { isRecord } from '../providers/index.js';
import type { Client, Shared } from './client.js';
import { servePrompts } from './prompts.js';
import { Folders, Reads } from './read/index.js';
import { sentenceFor } from './refusal.js';
import { serveResources } from './resources.js';
import { TOOLS } from './tools/index.js';

/** The time limit for a client to list its folders, in milliseconds. */
const ROOTS_MS = 5000;

/**
 * The source of readable folders. `own`: named by the user who started the server. `client`: named by the client,
 * which runs as the same user.
 */
export type Access = { readonly own: readonly string[] } | 'client' | 'none';

/** A server for one client. The caller connects its transport. */
export function serverFor(shared: Shared, access: Access): Server {
  const server = new Server(
    { name: 'headroom', version: version() },
    { capabilities: { tools: {}, resources: {}, prompts: {} } },
  );
  const client: Client = { ...shared, reads: new Reads(), folders: foldersFor(server, access) };
  const offered = TOOLS.filter((tool) => tool.offered?.(client) ?? true);
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: offered.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }): Promise<CallToolResult> => {
    const tool = offered.find(({ name }) => name === params.name);
    if (!tool)
      return told([`There is no such tool. The tools are ${offered.map(({ name }) => name).join(', ')}.`], true);
    try {
      const { parts, isError = false } = await tool.call(
        client,
        isRecord(params.arguments) ? params.arguments : {},
        signal,
      );
      return told(parts, isError);
    } catch (error) {
      return told([sentenceFor(error)], true);
    }
  });
  serveResources(server, client);
  servePrompts(server);
  return server;
}

function told(parts: readonly string[], isError: boolean): CallToolResult {
  return { content: parts.map((text) => ({ type: 'text', text })), isError };
}

function foldersFor(server: Server, access: Access): Folders | undefined {
  if (access === 'none') return undefined;
  if (access !== 'client') return new Folders(async () => access.own);
  let known: Promise<readonly string[]> | undefined;
  const forget = (): void => (known = undefined);
  server.setNotificationHandler(RootsListChangedNotificationSchema, forget);
  return new Folders(async () => {
    if (!server.getClientCapabilities()?.roots) return workingFolder();
    known ??= rootsOf(server);
    known.catch(forget);
    return known;
  });
}

async function rootsOf(server: Server): Promise<readonly string[]> {
  const { roots } = await server.listRoots(undefined, { timeout: ROOTS_MS });
  return roots.flatMap(({ uri }) => {
    try {
      return [fileURLToPath(uri)];
    } catch {
      return [];
    }
  });
}

/** The folder in which the client started the server, if it is a project and not the whole home folder. */
function workingFolder(): readonly string[] {
  const folder = process.cwd();
  return folder === homedir() || folder === parse(folder).root ? [] : [folder];
}

function version(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
