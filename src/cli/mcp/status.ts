import { isDeepStrictEqual } from 'node:util';
import { clientFolders } from '../../config/index.js';
import { Failure } from '../failure.js';
import type { Client } from './clients.js';
import { editorFor } from './edit/index.js';
import { readConfig } from './file.js';
import { Journal } from './journal.js';

/** Says in words whether a client knows the server. */
export function status(client: Client): string {
  const path = client.file(clientFolders());
  return `${client.name.padEnd(9)} ${stateOf(client, path).padEnd(30)} ${path}\n`;
}

function stateOf(client: Client, path: string): string {
  if (!client.isHere(clientFolders())) return 'not found on this machine';
  try {
    const file = readConfig(path);
    const entry = editorFor(client).find(file.text);
    if (entry === undefined) return 'not set up';
    const change = new Journal(client.name, file.path).read();
    return isDeepStrictEqual(entry, change?.entry) ? 'set up' : 'set up by somebody else';
  } catch (error) {
    return error instanceof Failure ? error.message : 'cannot be read';
  }
}
