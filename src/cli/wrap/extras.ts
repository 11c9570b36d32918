// Sets up optional parts that the user asked for. They stay until they are uninstalled.
import type { Agent } from '../../agents/index.js';
import { makeEntries } from '../../files/index.js';
import { Failure, USAGE } from '../failure.js';
import { CLIENTS } from '../mcp/clients.js';
import { install } from '../mcp/install.js';
import { statusLineTarget } from '../statusline/target.js';
import type { Options } from './options.js';

/**
 * Sets up the MCP server and the status line. Returns the messages for the user. @throws {@link Failure} if the agent
 * does not support them.
 */
export function setUpExtras({ name, title, statusLine }: Agent, { mcp, statusline }: Options): string[] {
  const client = CLIENTS.find((own) => own.name === name);
  if (mcp && !client)
    throw new Failure(`${title} has no settings for MCP servers that Headroom can write: leave out --mcp`, USAGE);
  if (statusline && !statusLine) throw new Failure(`${title} has no status line: leave out --statusline`, USAGE);
  const said = mcp ? [install(client!, {}).split('\n', 1)[0]!] : [];
  if (!statusline) return said;
  const { path, state } = makeEntries(statusLineTarget());
  return [...said, `${title}: the status line ${state === 'none' ? 'was set up already' : 'is set up'} in ${path}`];
}
