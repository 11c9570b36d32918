// Undoes changes of configuration files, as far as the entries are still ours.
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { editorFor, type Editor, type Entry } from './edit/index.js';
import { bytesFor, readConfig, type ConfigFile } from './file.js';
import { hashOf, Journal, type Change, type MadeEntry } from './journal.js';
import { outcome, type ChangeOptions, type Plan, type Target } from './plan.js';

/**
 * Plans to remove the entries of a target from its file, or from another state of it. @throws {@link Failure} if the
 * file must not be changed.
 */
export function planUndo(target: Target, { force }: ChangeOptions, file: ConfigFile = readConfig(target.file)): Plan {
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const change = journal.read();
  const ours = change?.entries ?? (force ? target.entries.map((own) => ({ ...own, existing: own.path.length })) : []);
  const isPresent = (own: Entry): boolean => !own.isDefault && editor.find(file.text, own) !== undefined;
  const isUnchanged = (own: Entry): boolean => isDeepStrictEqual(editor.find(file.text, own), own.value);
  const present = ours.filter(isPresent);
  const record = { after: undefined };
  const folders = change?.folders ?? [];
  if (present.length === 0) {
    const stranger = change ? undefined : target.entries.find(isPresent);
    if (stranger) throw new Failure(`${nameOf(stranger)} was not written by this command: add --force to remove it`);
    return { file, journal, record, folders, outcome: outcome('none', file) };
  }
  const kept = force ? [] : present.filter((own) => !isUnchanged(own));
  if (kept.length === present.length)
    throw new Failure(`${nameOf(kept[0]!)} was changed since: add --force to remove it`);
  const gone = ours.filter((own) => (own.isDefault ? isUnchanged(own) : present.includes(own) && !kept.includes(own)));
  const undone = wholeOf(file, change, journal) ?? undoneIn(file, gone, editor);
  // A file that was created for the entries and has nothing else is deleted.
  const isMade = change !== undefined && (change.before === undefined || change.isCreated === true);
  const isDeleted = isMade && isBlank(undone.text);
  return {
    file,
    change: { after: isDeleted ? undefined : undone.bytes },
    journal,
    record,
    folders,
    outcome: { ...outcome('done', file, undone.text), isDeleted, kept },
  };
}

/** Returns the file without the entries of an earlier run, where they still exist. */
export function withoutOurs(file: ConfigFile, journal: Journal, editor: Editor): Pick<ConfigFile, 'bytes' | 'text'> {
  const change = journal.read();
  if (!change || !file.bytes) return file;
  const ours = change.entries.filter((own) => isDeepStrictEqual(editor.find(file.text, own), own.value));
  return wholeOf(file, change, journal) ?? undoneIn(file, ours, editor);
}

/** Returns the earlier content, if nobody has changed the file since. Empty if there was no file. */
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

function undoneIn(file: ConfigFile, entries: readonly MadeEntry[], editor: Editor): Pick<ConfigFile, 'bytes' | 'text'> {
  let { text } = file;
  for (const { previous, existing, ...entry } of [...entries].reverse()) {
    const undone =
      previous === undefined
        ? editor.remove(text, entry, existing)
        : editor.insert(text, { ...entry, value: previous });
    if (!entry.isDefault || isBlank(undone)) text = undone;
  }
  return { bytes: bytesFor(file, text), text };
}

/** True if a configuration says nothing, not even in a comment. */
function isBlank(text: string): boolean {
  return /^(?:\{\s*\})?$/.test(text.trim());
}

function nameOf({ path }: Entry): string {
  return path.length === 0 ? 'the file' : `its \`${path.join('.')}\``;
}
