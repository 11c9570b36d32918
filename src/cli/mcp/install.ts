import { isDeepStrictEqual } from 'node:util';
import { clientFolders } from '../../config/index.js';
import { Failure } from '../failure.js';
import type { Client } from './clients.js';
import { diff } from './diff.js';
import { editorFor, type Editor } from './edit/index.js';
import { bytesFor, readConfig, replace, type ConfigFile } from './file.js';
import { hashOf, Journal, type Change } from './journal.js';
import { launchOf } from './launch.js';

/** How it is done. */
export interface Options {
  readonly dryRun?: true;
  readonly force?: true;
}

/** Tells a client of the server. Gives what is said to the user. @throws {@link Failure} where its file is left as it is. */
export function install(client: Client, { dryRun, force }: Options): string {
  const file = readConfig(client.file(clientFolders()));
  const [editor, journal] = [editorFor(client), new Journal(client.name, file.path)];
  const [entry, change, existing] = [client.entry(launchOf()), journal.read(), editor.find(file.text)];
  if (isDeepStrictEqual(existing, entry)) return `${client.title}: already set up in ${file.path}\n`;
  const isOurs = change !== undefined && isDeepStrictEqual(existing, change.entry);
  if (existing !== undefined && !isOurs && !force)
    throw new Failure('it has a server `headroom` that this command did not write: add --force to replace it');
  const text = editor.insert(file.text, entry);
  if (dryRun) return diff(file.path, file.text, text);
  const before = isOurs ? withoutOurs(file, change, journal, editor) : file.bytes;
  const madeContainer = isOurs ? change.madeContainer : !editor.hasContainer(file.text);
  const after = bytesFor(file, text);
  journal.write({ path: file.path, entry, madeContainer }, before, after);
  replace(file, after);
  const kept = before ? `\n  The file as it was: ${journal.backup}` : '';
  return `${client.title}: set up in ${file.path}${kept}\n  ${client.next}\n`;
}

/** What an earlier version of our entry is to be undone to. */
function withoutOurs(file: ConfigFile, change: Change, journal: Journal, editor: Editor): Buffer | undefined {
  if (hashOf(file.bytes!) === change.after) return journal.original(change);
  return bytesFor(file, editor.remove(file.text, change.madeContainer));
}
