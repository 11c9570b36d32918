import type { Editor } from './editor.js';

/** The editor of files that belong to us completely. Their only entry is their text. */
export const WHOLE_EDITOR: Editor = {
  find: (text) => (text === '' ? undefined : text),
  depth: () => 0,
  insert: (_, { value }) => String(value),
  remove: () => '',
};
