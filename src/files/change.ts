// Entries of ours in the configuration of another program: made with a record of what was there, and taken back as far as they are still ours.
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure/index.js';
import { diff } from './diff.js';
import { editorFor, type ConfigFormat, type Editor, type Entry } from './edit/index.js';
import { bytesFor, readConfig, replace, type ConfigFile } from './file.js';
import { hashOf, Journal, type Change, type MadeEntry } from './journal.js';

/** What is to stand in which file. */
export interface Target {
  /** For what the file is changed: the folder of its journal. */
  readonly purpose: string;
  /** Whose file it is. */
  readonly name: string;
  readonly file: string;
  readonly format: ConfigFormat;
  readonly entries: readonly Entry[];
}

/** How it is done. */
export interface ChangeOptions {
  readonly dryRun?: boolean | undefined;
  /** Also replaces or removes what somebody else wrote. */
  readonly force?: boolean | undefined;
}

/** What came of it. */
export interface Outcome {
  /** `none`: nothing was to do. `planned`: nothing was changed, because that was asked for. */
  readonly state: 'done' | 'none' | 'planned';
  /** Where the file actually is. */
  readonly path: string;
  readonly diff: string;
  /** Where the file is as it was before. */
  readonly backup?: string | undefined;
  /** Entries that were left, because somebody changed them since. */
  readonly kept: readonly Entry[];
}

/** Makes the entries. @throws {@link Failure} if the file is left as it is. */
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

/** Takes back what {@link makeEntries} wrote, and nothing else. @throws {@link Failure} if the file is left as it is. */
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
  // A file that was made for the entries, and holds nothing else, goes.
  const isMade = change !== undefined && change.before === undefined;
  replace(file, isMade && undone.text === '' ? undefined : undone.bytes);
  journal.drop();
  return { ...said, state: 'done' };
}

/** The file without what an earlier run wrote, where that is still there. */
function withoutOurs(file: ConfigFile, journal: Journal, editor: Editor): Pick<ConfigFile, 'bytes' | 'text'> {
  const change = journal.read();
  if (!change || !file.bytes) return file;
  const ours = change.entries.filter((own) => isDeepStrictEqual(editor.find(file.text, own), own.value));
  return wholeOf(file, change, journal) ?? undoneIn(file, ours, editor);
}

/** The file as it was before, where nobody has changed it since. No bytes: there was none. */
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
