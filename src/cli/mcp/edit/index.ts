import { jsonEditor } from './json.js';
import type { Editor } from './editor.js';
import { tomlEditor } from './toml.js';
import { SERVER, type Client } from '../clients.js';

export type { Editor } from './editor.js';

/** The editor of our entry in the file of a client. */
export function editorFor({ format, container }: Client): Editor {
  return format === 'json' ? jsonEditor(container, SERVER) : tomlEditor(container, SERVER);
}
