// One key at the end of a YAML file, with its value on one line as JSON, which is valid YAML. The rest of the file is
// kept and not parsed. So a file is only changed if a new line at its end cannot be misread.
import { Failure } from '../../failure/index.js';
import type { Editor, Entry } from './editor.js';

/**
 * Text that a line at the end could become a part of: other documents, directives, flow style, tabs, an unfinished
 * text.
 */
const UNSAFE = /^(?:---|\.\.\.|%|[[{]|\t)/m;
const KEY = /^(?:#.*|\s.*|-\s.*|[\w."'-]+:(?:\s.*)?|)$/;

/** The editor of top-level keys. */
export const YAML_EDITOR: Editor = {
  find(text, entry) {
    const line = lineOf(text, entry);
    return line === undefined ? undefined : valueIn(line.slice(keyOf(entry).length + 1));
  },
  depth: (text, path) => (lineOf(text, { path, value: undefined }) === undefined ? 0 : 1),
  insert(text, entry) {
    if (entry.path.length !== 1 || entry.isItem) throw unsafe(entry);
    const base = lineOf(text, entry) === undefined ? text : this.remove(text, entry, 0);
    const lines = linesOf(base);
    const first = lines.find((line) => /^[^\s#]/.test(line)) ?? '';
    if (UNSAFE.test(base) || first.startsWith('-') || !lines.every((line) => KEY.test(line))) throw unsafe(entry);
    const eol = base.includes('\r\n') ? '\r\n' : '\n';
    const gap = base === '' || base.endsWith('\n') ? '' : eol;
    return `${base}${gap}${keyOf(entry)}: ${JSON.stringify(entry.value)}${eol}`;
  },
  remove(text, entry) {
    const line = lineOf(text, entry);
    if (line === undefined || typeof valueIn(line.slice(keyOf(entry).length + 1)) !== 'object') throw unsafe(entry);
    const start = text.search(new RegExp(`^${keyOf(entry)}:`, 'm'));
    const end = text.indexOf('\n', start);
    return text.slice(0, start) + (end < 0 ? '' : text.slice(end + 1));
  },
};

function keyOf({ path }: Entry): string {
  return path[0]!;
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function lineOf(text: string, entry: Entry): string | undefined {
  return linesOf(text).find((line) => line.startsWith(`${keyOf(entry)}:`));
}

/** The value in a line that we wrote, or the text of any other line. */
function valueIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.trim();
  }
}

function unsafe(entry: Entry): Failure {
  return new Failure(`\`${keyOf(entry)}\` cannot be added or removed without touching the rest: edit it yourself`);
}
