import { clientFolders } from '../../config/index.js';
import { undoEntries } from '../../files/index.js';
import { targetOf, type Client, type Options } from './clients.js';

/**
 * Removes what {@link install} wrote, and nothing else. Returns the message for the user. @throws {@link Failure} if
 * the file is left unchanged.
 */
export function uninstall(client: Client, options: Options): string {
  const { state, path, diff } = undoEntries(targetOf(client, clientFolders(), {}), options);
  if (state === 'none') return `${client.title}: not set up, nothing to undo\n`;
  if (state === 'planned') return diff;
  return `${client.title}: removed from ${path}\n  Restart it for the change to take effect.\n`;
}
