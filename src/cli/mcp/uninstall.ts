import { isDeepStrictEqual } from 'node:util';
import { clientFolders } from '../../config/index.js';
import { Failure } from '../failure.js';
import type { Client } from './clients.js';
import { diff } from './diff.js';
import { editorFor } from './edit/index.js';
import { bytesFor, readConfig, replace, type ConfigFile } from './file.js';
import type { Options } from './install.js';
import { hashOf, Journal, type Change } from './journal.js';

/** Takes back what {@link install} wrote, and nothing else. Gives what is said to the user. @throws {@link Failure} where the file is left as it is. */
export function uninstall(client: Client, { dryRun, force }: Options): string {
  const file = readConfig(client.file(clientFolders()));
  const [editor, journal] = [editorFor(client), new Journal(client.name, file.path)];
  const [change, existing] = [journal.read(), editor.find(file.text)];
  if (existing === undefined) {
    if (!dryRun) journal.drop();
    return `${client.title}: not set up, nothing to undo\n`;
  }
  if (!force && !change)
    throw new Failure('its server `headroom` was not written by this command: add --force to remove it');
  if (!force && !isDeepStrictEqual(existing, change!.entry))
    throw new Failure('its server `headroom` was changed since: add --force to remove it');
  const whole = wholeOf(file, change, journal);
  const text = whole ? whole.text : editor.remove(file.text, change?.madeContainer ?? false);
  if (dryRun) return diff(file.path, file.text, text);
  replace(file, whole ? whole.bytes : bytesFor(file, text));
  journal.drop();
  return `${client.title}: removed from ${file.path}\n  Restart it for the change to take effect.\n`;
}

/** The file as it was before, where nobody has changed it since. No bytes: there was none. */
function wholeOf(
  file: ConfigFile,
  change: Change | undefined,
  journal: Journal,
): Pick<ConfigFile, 'bytes' | 'text'> | undefined {
  if (!change || !file.bytes || hashOf(file.bytes) !== change.after) return undefined;
  if (change.before === undefined) return { bytes: undefined, text: '' };
  const bytes = journal.original(change);
  return bytes && { bytes, text: new TextDecoder().decode(bytes) };
}
