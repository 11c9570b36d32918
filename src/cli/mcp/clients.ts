// The clients that can be configured: the agents that support MCP servers.
import { AGENTS, type Agent, type McpPart } from '../../agents/index.js';
import type { ClientFolders } from '../../config/index.js';
import type { ChangeOptions, Outcome, Target } from '../../files/index.js';

/** A client of MCP servers. */
export interface Client extends McpPart, Pick<Agent, 'name' | 'title' | 'isHere'> {}

export const CLIENTS: readonly Client[] = AGENTS.flatMap(({ name, title, isHere, mcp }) =>
  mcp ? [{ name, title, isHere, ...mcp }] : [],
);

/** The name of our server in every client. */
export const SERVER = 'headroom';

/** How to make a change. */
export type Options = Pick<ChangeOptions, 'dryRun' | 'force'>;
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
