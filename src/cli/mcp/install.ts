import { launchOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries } from '../../files/index.js';
import { targetOf, type Client, type Options } from './clients.js';

/** Tells a client of the server. Gives what is said to the user. @throws {@link Failure} where its file is left as it is. */
export function install(client: Client, options: Options): string {
  const entry = client.entry(launchOf('mcp', 'serve'));
  const { state, path, diff, backup } = makeEntries(targetOf(client, clientFolders(), entry), options);
  if (state === 'none') return `${client.title}: already set up in ${path}\n`;
  if (state === 'planned') return diff;
  const kept = backup ? `\n  The file as it was: ${backup}` : '';
  return `${client.title}: set up in ${path}${kept}\n  ${client.next}\n`;
}
