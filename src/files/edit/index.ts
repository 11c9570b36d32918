import type { Editor } from './editor.js';
import { JSON_EDITOR } from './json.js';
import { TOML_EDITOR } from './toml.js';
import { WHOLE_EDITOR } from './whole.js';
import { YAML_EDITOR } from './yaml.js';

export type { Editor, Entry } from './editor.js';

/** The supported configuration languages. */
export type ConfigFormat = 'json' | 'toml' | 'yaml' | 'whole';

const EDITORS: Readonly<Record<ConfigFormat, Editor>> = {
  json: JSON_EDITOR,
  toml: TOML_EDITOR,
  yaml: YAML_EDITOR,
  whole: WHOLE_EDITOR,
};

export function editorFor(format: ConfigFormat): Editor {
  return EDITORS[format];
}
