// The clients that can be configured: the agents that can be told of a server.
import { AGENTS, type Agent, type McpPart } from '../../agents/index.js';
import type { ClientFolders } from '../../config/index.js';
import type { ChangeOptions, Outcome, Target } from '../../files/index.js';

/** A client of MCP servers. */
export interface Client extends McpPart, Pick<Agent, 'name' | 'title' | 'isHere'> {}

export const CLIENTS: readonly Client[] = AGENTS.flatMap(({ name, title, isHere, mcp }) =>
  mcp ? [{ name, title, isHere, ...mcp }] : [],
);

/** The name of the server in every client. */
export const SERVER = 'headroom';

/** How a change is made. */
export type Options = Pick<ChangeOptions, 'dryRun' | 'force'>;
export type { Outcome };

/** The entry of a client, in its file. */
export function targetOf(client: Client, folders: ClientFolders, value: object): Target {
  return {
    purpose: 'mcp',
    name: client.name,
    file: client.file(folders),
    format: client.format,
    entries: [{ path: [client.container, SERVER], value }],
  };
}
