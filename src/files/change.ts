// Changes our entries in the configuration files of other programs. Each change is recorded with what was there
// before, and undone as far as the entries are still ours.
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { diff } from './diff.js';
import { editorFor, type ConfigFormat, type Editor, type Entry } from './edit/index.js';
import { bytesFor, readConfig, type ConfigFile } from './file.js';
import { hashOf, Journal, recordOf, type Change, type MadeEntry } from './journal.js';
import { carryOut, type Outcome, type Plan } from './plan.js';

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

/** Adds the entries. @throws {@link Failure} if the file is left unchanged. */
export function makeEntries(target: Target, options: ChangeOptions = {}): Outcome {
  return carryOut([planEntries(target, options)], options.dryRun)[0]!;
}

/** Removes what {@link makeEntries} wrote, and nothing else. @throws {@link Failure} if the file is left unchanged. */
export function undoEntries(target: Target, options: ChangeOptions = {}): Outcome {
  return carryOut([planUndo(target, options)], options.dryRun)[0]!;
}

/** Plans to add the entries. @throws {@link Failure} if the file must not be changed. */
export function planEntries(target: Target, { force }: ChangeOptions): Plan {
  const file = readConfig(target.file);
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const found = target.entries.map((entry) => editor.find(file.text, entry));
  if (target.entries.every(({ value }, at) => isDeepStrictEqual(found[at], value)))
    return { file, journal, outcome: outcome('none', file) };
  const base = withoutOurs(file, journal, editor);
  const made: MadeEntry[] = [];
  let text = base.text;
  for (const entry of target.entries) {
    const previous = editor.find(text, entry);
    if (isDeepStrictEqual(previous, entry.value)) continue;
    if (previous !== undefined && !force)
      throw new Failure(`this command did not write ${nameOf(entry)}: add --force to replace it`);
    made.push({ ...entry, existing: editor.depth(text, entry.path), ...(previous !== undefined && { previous }) });
    text = editor.insert(text, entry);
  }
  const after = bytesFor(file, text);
  const { path } = file;
  const folders = Journal.foldersFor(target.purpose, path);
  return {
    file,
    change: { after },
    journal,
    folders,
    record: { after: recordOf({ path, format: target.format, entries: made, folders }, base.bytes, after) },
    outcome: { ...outcome('done', file, text), backup: base.bytes && journal.backup },
  };
}

/** Plans to remove the entries of a target. @throws {@link Failure} if the file must not be changed. */
export function planUndo(target: Target, { force }: ChangeOptions): Plan {
  const file = readConfig(target.file);
  const editor = editorFor(target.format);
  const journal = new Journal(target.purpose, target.name, file.path);
  const change = journal.read();
  const ours = change?.entries ?? (force ? target.entries.map((own) => ({ ...own, existing: own.path.length })) : []);
  const present = ours.filter((entry) => editor.find(file.text, entry) !== undefined);
  const record = { after: undefined };
  const folders = change?.folders ?? [];
  if (present.length === 0) {
    const stranger = change ? undefined : target.entries.find((own) => editor.find(file.text, own) !== undefined);
    if (stranger) throw new Failure(`this command did not write ${nameOf(stranger)}: add --force to remove it`);
    return { file, journal, record, folders, outcome: outcome('none', file) };
  }
  const kept = force ? [] : present.filter((own) => !isDeepStrictEqual(editor.find(file.text, own), own.value));
  if (kept.length === present.length)
    throw new Failure(`${nameOf(kept[0]!)} was changed since: add --force to remove it`);
  const gone = ours.filter((own) => present.includes(own) && !kept.includes(own));
  const undone = wholeOf(file, change, journal) ?? undoneIn(file, gone, editor);
  // A file that was created for the entries and has nothing else is deleted.
  const isMade = change !== undefined && change.before === undefined;
  const after = isMade && undone.text === '' ? undefined : undone.bytes;
  return {
    file,
    change: { after },
    journal,
    record,
    folders,
    outcome: { ...outcome('done', file, undone.text), kept },
  };
}

function outcome(state: Outcome['state'], { path, text }: ConfigFile, after?: string): Outcome {
  return { state, path, diff: after === undefined ? '' : diff(path, text, after), kept: [] };
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

function nameOf({ path }: Entry): string {
  return path.length === 0 ? 'the file' : `its \`${path.join('.')}\``;
}
