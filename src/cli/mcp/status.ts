import { isDeepStrictEqual } from 'node:util';
import { clientFolders } from '../../config/index.js';
import { editorFor, Journal, readConfig } from '../../files/index.js';
import { Failure } from '../failure.js';
import { isFound, targetOf, type Client } from './clients.js';

/** Says whether a client has the server in its configuration. */
export function status(client: Client): string {
  const path = client.file(clientFolders());
  return `${client.name.padEnd(11)} ${stateOf(client, path).padEnd(30)} ${path}\n`;
}

function stateOf(client: Client, path: string): string {
  if (!isFound(client)) return 'not found on this machine';
  try {
    const file = readConfig(path);
    const [entry] = targetOf(client, clientFolders(), {}).entries;
    const found = editorFor(client.format).find(file.text, entry!);
    if (found === undefined) return 'not set up';
    const change = new Journal('mcp', client.name, file.path).read();
    return isDeepStrictEqual(found, change?.entries[0]?.value) ? 'set up' : 'set up by somebody else';
  } catch (error) {
    return error instanceof Failure ? error.message : 'cannot be read';
  }
}
