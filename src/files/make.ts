// Adds our entries to the configuration files of other programs. Each change is recorded with what was there before.
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { editorFor, type Entry } from './edit/index.js';
import { bytesFor, readConfig } from './file.js';
import { Journal, recordOf, type MadeEntry } from './journal.js';
import { outcome, type ChangeOptions, type Plan, type Target } from './plan.js';
import { withoutOurs } from './undo.js';

/** Plans to add the entries. @throws {@link Failure} if the file must not be changed. */
export function planEntries(target: Target, { force }: ChangeOptions): Plan {
  const file = readConfig(target.file);
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const found = target.entries.map((entry) => editor.find(file.text, entry));
  if (target.entries.every((entry, at) => serves(found[at], entry)))
    return { file, journal, outcome: outcome('none', file) };
  const base = withoutOurs(file, journal, editor);
  const earlier = journal.read()?.entries ?? [];
  const made: MadeEntry[] = [];
  let text = base.text;
  for (const entry of target.entries) {
    const previous = editor.find(text, entry);
    if (serves(previous, entry)) continue;
    // What an earlier run was allowed to replace may be replaced again.
    const isAllowed =
      force || earlier.some((own) => isSamePlace(own, entry) && isDeepStrictEqual(own.previous, previous));
    if (previous !== undefined && !isAllowed) throw new Failure(foreign(entry));
    made.push({ ...entry, existing: editor.depth(text, entry.path), ...(previous !== undefined && { previous }) });
    text = editor.insert(text, entry);
  }
  const after = bytesFor(file, text);
  const { path } = file;
  const folders = Journal.foldersFor(path);
  const isCreated = base.bytes === undefined || Journal.hasCreated(path);
  return {
    file,
    change: { after },
    journal,
    folders,
    record: { after: recordOf({ path, format: target.format, entries: made, folders, isCreated }, base.bytes, after) },
    outcome: { ...outcome('done', file, text), backup: base.bytes && journal.backup },
  };
}

function isSamePlace(one: Entry, other: Entry): boolean {
  return !one.isItem && !other.isItem && isDeepStrictEqual(one.path, other.path);
}

/** True if a value in a file needs no change for an entry. */
function serves(found: unknown, { value, isDefault }: Entry): boolean {
  return isDefault ? found !== undefined : isDeepStrictEqual(found, value);
}

function foreign({ path }: Entry): string {
  const found = path.length === 0 ? 'the file is one' : `it has a \`${path.join('.')}\``;
  return `${found} that this command did not write: add --force to replace it`;
}
