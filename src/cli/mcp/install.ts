import { launchOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries } from '../../files/index.js';
import { Failure } from '../failure.js';
import { targetOf, type Client, type Options } from './clients.js';

/**
 * Adds the server to a client's configuration. Returns the message for the user. @throws {@link Failure} if the file
 * is left unchanged.
 */
export function install(client: Client, options: Options): string {
  const entry = entryFor(client, options);
  const { state, path, diff, backup } = makeEntries(targetOf(client, clientFolders(), entry), options);
  if (state === 'none') return `${client.title}: already set up in ${path}\n`;
  if (state === 'planned') return diff;
  const kept = backup ? `\n  The file as it was: ${backup}` : '';
  return `${client.title}: set up in ${path}${kept}\n  ${client.next}\n`;
}

function entryFor({ entry, remote: connect }: Client, { remote, proxyUrl }: Options): object {
  if (remote === undefined)
    return entry(launchOf('mcp', 'serve', ...(proxyUrl === undefined ? [] : ['--proxy-url', proxyUrl])));
  if (!connect)
    throw new Failure('Headroom does not know how this client connects to a server over HTTP: leave out --remote');
  return connect(remote);
}
