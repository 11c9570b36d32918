// Optional parts that the user asked for beside the proxy. They stay until they are uninstalled.
import { launchOf, type Agent } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries, type Outcome, type Target } from '../../files/index.js';
import { Failure, USAGE } from '../failure.js';
import { CLIENTS, targetOf } from '../mcp/clients.js';
import { statusLineTarget } from '../statusline/target.js';
import type { Options } from './options.js';

/** An optional part, in words, and its entry. */
interface Extra {
  readonly part: string;
  readonly target: Target;
}

/** The MCP server and the status line, as far as they are wanted. @throws {@link Failure} if the agent does not support them. */
function extrasFor({ name, title, statusLine }: Agent, { mcp, statusline }: Options): Extra[] {
  const client = CLIENTS.find((own) => own.name === name);
  if (mcp && !client)
    throw new Failure(`${title} has no settings for MCP servers that Headroom can write: leave out --mcp`, USAGE);
  if (statusline && !statusLine) throw new Failure(`${title} has no status line: leave out --statusline`, USAGE);
  return [
    ...(mcp
      ? [{ part: 'MCP server', target: targetOf(client!, clientFolders(), client!.entry(launchOf('mcp', 'serve'))) }]
      : []),
    ...(statusline ? [{ part: 'status line', target: statusLineTarget() }] : []),
  ];
}

/** The changes that {@link setUpExtras} would make. */
export function previewExtras(agent: Agent, options: Options): Outcome[] {
  return extrasFor(agent, options).map(({ target }) => makeEntries(target, { dryRun: true }));
}

/** Sets up the optional parts. Returns the messages for the user. @throws {@link Failure} if one cannot be set up. */
export function setUpExtras(agent: Agent, options: Options): string[] {
  return extrasFor(agent, options).map(({ part, target }) => {
    const { path, state } = makeEntries(target);
    return `${agent.title}: the ${part} ${state === 'none' ? 'was set up already' : 'is set up'} in ${path}`;
  });
}
