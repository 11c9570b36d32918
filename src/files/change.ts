// Changes our entries in the configuration files of other programs. Each change is recorded with what was there
// before, and undone as far as the entries are still ours.
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { diff } from './diff.js';
import { editorFor, type ConfigFormat, type Editor, type Entry } from './edit/index.js';
import { bytesFor, readConfig, replace, type ConfigFile } from './file.js';
import { hashOf, Journal, type Change, type MadeEntry } from './journal.js';

/** An entry, and the file that it belongs to. */
export interface Target {
  /** The purpose of the change, which is the folder of its journal. */
  readonly purpose: string;
  /** The program whose file it is. */
  readonly name: string;
  readonly file: string;
  readonly format: ConfigFormat;
  readonly entries: readonly Entry[];
}

/** Options of a change. */
export interface ChangeOptions {
  readonly dryRun?: boolean | undefined;
  /** Also replaces or removes entries that somebody else wrote. */
  readonly force?: boolean | undefined;
}

/** The result of a change. */
export interface Outcome {
  /** `none`: there was nothing to do. `planned`: nothing was changed, as requested. */
  readonly state: 'done' | 'none' | 'planned';
  /** The path of the file, without links. */
  readonly path: string;
  readonly diff: string;
  /** The path of the backup. */
  readonly backup?: string | undefined;
  /** Entries that were kept because somebody changed them since. */
  readonly kept: readonly Entry[];
}

/** Adds the entries. @throws {@link Failure} if the file is left unchanged. */
export function makeEntries(target: Target, { dryRun, force }: ChangeOptions = {}): Outcome {
  const file = readConfig(target.file);
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const kept: readonly Entry[] = [];
  const found = target.entries.map((entry) => editor.find(file.text, entry));
  if (target.entries.every(({ value }, at) => isDeepStrictEqual(found[at], value)))
    return { state: 'none', path: file.path, diff: '', kept };
  const base = withoutOurs(file, journal, editor);
  const made: MadeEntry[] = [];
  let text = base.text;
  for (const entry of target.entries) {
    const previous = editor.find(text, entry);
    if (isDeepStrictEqual(previous, entry.value)) continue;
    if (previous !== undefined && !force) throw new Failure(foreign(entry));
    made.push({ ...entry, existing: editor.depth(text, entry.path), ...(previous !== undefined && { previous }) });
    text = editor.insert(text, entry);
  }
  const said = { path: file.path, diff: diff(file.path, file.text, text), kept };
  if (dryRun) return { ...said, state: 'planned' };
  const after = bytesFor(file, text);
  journal.write({ path: file.path, format: target.format, entries: made }, base.bytes, after);
  replace(file, after);
  return { ...said, state: 'done', backup: base.bytes && journal.backup };
}

/** Removes what {@link makeEntries} wrote, and nothing else. @throws {@link Failure} if the file is left unchanged. */
export function undoEntries(target: Target, { dryRun, force }: ChangeOptions = {}): Outcome {
  const file = readConfig(target.file);
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const change = journal.read();
  const ours = change?.entries ?? (force ? target.entries.map((own) => ({ ...own, existing: own.path.length })) : []);
  const present = ours.filter((entry) => editor.find(file.text, entry) !== undefined);
  if (present.length === 0) {
    const stranger = change ? undefined : target.entries.find((own) => editor.find(file.text, own) !== undefined);
    if (stranger)
      throw new Failure(`its \`${nameOf(stranger)}\` was not written by this command: add --force to remove it`);
    if (!dryRun) journal.drop();
    return { state: 'none', path: file.path, diff: '', kept: [] };
  }
  const kept = force ? [] : present.filter((own) => !isDeepStrictEqual(editor.find(file.text, own), own.value));
  if (kept.length === present.length)
    throw new Failure(`its \`${nameOf(kept[0]!)}\` was changed since: add --force to remove it`);
  const undone =
    wholeOf(file, change, journal) ??
    undoneIn(
      file,
      ours.filter((own) => present.includes(own) && !kept.includes(own)),
      editor,
    );
  const said = { path: file.path, diff: diff(file.path, file.text, undone.text), kept };
  if (dryRun) return { ...said, state: 'planned' };
  // A file that was created for the entries and has nothing else is deleted.
  const isMade = change !== undefined && change.before === undefined;
  replace(file, isMade && undone.text === '' ? undefined : undone.bytes);
  journal.drop();
  return { ...said, state: 'done' };
}

/** Returns the file without the entries of an earlier run, where they still exist. */
function withoutOurs(file: ConfigFile, journal: Journal, editor: Editor): Pick<ConfigFile, 'bytes' | 'text'> {
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
  for (const { previous, existing, ...entry } of [...entries].reverse())
    text =
      previous === undefined
        ? editor.remove(text, entry, existing)
        : editor.insert(text, { ...entry, value: previous });
  return { bytes: bytesFor(file, text), text };
}

function foreign(entry: Entry): string {
  return `it has a \`${nameOf(entry)}\` that this command did not write: add --force to replace it`;
}

function nameOf({ path }: Entry): string {
  return path.join('.') || 'text';
}
