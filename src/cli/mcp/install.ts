import { launchOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries } from '../../files/index.js';
import { targetOf, type Client, type Options } from './clients.js';

/**
 * Adds the server to a client's configuration. Returns the message for the user. @throws {@link Failure} if the file
 * is left unchanged.
 */
export function install(client: Client, options: Options): string {
  const entry = client.entry(launchOf('mcp', 'serve'));
  const { state, path, diff, backup } = makeEntries(targetOf(client, clientFolders(), entry), options);
  if (state === 'none') return `${client.title}: already set up in ${path}\n`;
  if (state === 'planned') return diff;
  const kept = backup ? `\n  The file as it was: ${backup}` : '';
  return `${client.title}: set up in ${path}${kept}\n  ${client.next}\n`;
}
