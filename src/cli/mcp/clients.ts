// The clients that can be configured: the agents that support MCP servers.
import { AGENTS, isInUse, type Agent, type McpPart } from '../../agents/index.js';
import { clientFolders, ownEnvironment, type ClientFolders } from '../../config/index.js';
import type { ChangeOptions, Outcome, Target } from '../../files/index.js';

/** A client of MCP servers. */
export interface Client extends McpPart, Pick<Agent, 'name' | 'title' | 'isHere' | 'programs'> {}

export const CLIENTS: readonly Client[] = AGENTS.flatMap(({ name, title, isHere, programs, mcp }) =>
  mcp ? [{ name, title, isHere, programs, ...mcp }] : [],
);

/** True if a client is in use on this machine. */
export function isFound(client: Client): boolean {
  return isInUse(client, { env: ownEnvironment(), folders: clientFolders() });
}

/** The name of our server in every client. */
export const SERVER = 'headroom';

/** How to make a change. */
export interface Options extends Pick<ChangeOptions, 'dryRun' | 'force'> {
  /** The address of a server that runs already. The client connects to it, and starts none. */
  remote?: string;
  /** The proxy in whose store the server looks for what is not in its own. */
  proxyUrl?: string;
}
export type { Outcome };

/** The entry of a client in its configuration file. */
export function targetOf(client: Client, folders: ClientFolders, value: object): Target {
  return {
    purpose: 'mcp',
    name: client.name,
    file: client.file(folders),
    format: client.format,
    entries: [{ path: [client.container, SERVER], value }],
  };
}
