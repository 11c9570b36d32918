// Plans of changes: everything is checked before anything is written, and a change that fails takes back those before
// it.
import { Failure } from '../failure/index.js';
import { diff } from './diff.js';
import type { ConfigFormat, Entry } from './edit/index.js';
import { readConfig, removeEmpty, replace, type ConfigFile } from './file.js';
import type { Journal, Recorded } from './journal.js';

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
  /** True if the file is deleted, because it had nothing else. */
  readonly isDeleted?: boolean;
  /** The path of the backup. */
  readonly backup?: string | undefined;
  /** Entries that were kept because somebody changed them since. */
  readonly kept: readonly Entry[];
}

/** A checked change of a file and of its journal. */
export interface Plan {
  /** The file as it was read. */
  readonly file: ConfigFile;
  /** Its new bytes; undefined deletes it. Missing if it stays as it is. */
  readonly change?: { readonly after: Buffer | undefined };
  /** The folders that were or will be created for it, the deepest first. They go with it while they are empty. */
  readonly folders?: readonly string[];
  readonly journal: Journal;
  /** What the journal says afterwards; undefined empties it. Missing if it stays as it is. */
  readonly record?: { readonly after: Recorded | undefined };
  /** The result, if nothing fails. */
  readonly outcome: Outcome;
}

/** The result of a change: `after` is the new text. */
export function outcome(state: Outcome['state'], { path, text }: ConfigFile, after?: string): Outcome {
  return { state, path, diff: after === undefined ? '' : diff(path, text, after), kept: [] };
}

/** Carries out plans. @throws {@link Failure} if one fails; then none is carried out. */
export function carryOut(plans: readonly Plan[], dryRun: boolean | undefined): Outcome[] {
  if (dryRun)
    return plans.map(({ outcome }) => (outcome.state === 'done' ? { ...outcome, state: 'planned' } : outcome));
  const begun: (() => void)[] = [];
  try {
    for (const plan of plans) {
      begun.push(restorer(plan));
      write(plan);
    }
  } catch (error) {
    throw withProblems(error, begun.reverse());
  }
  return plans.map(({ outcome }) => outcome);
}

/** Takes back what was begun. Returns the error, and what could not be taken back, as where the disk is full. */
function withProblems(error: unknown, begun: readonly (() => void)[]): unknown {
  const problems = begun.flatMap((restore) => {
    try {
      restore();
      return [];
    } catch (problem) {
      return [(problem as Error).message];
    }
  });
  if (problems.length === 0) return error;
  return new Failure(`${(error as Error).message}; a change could not be taken back: ${problems.join(', ')}`);
}

/** The journal is written before the file and emptied after it: a recorded change that was not made is harmless. */
function write({ file, change, folders = [], journal, record }: Plan): void {
  if (record?.after) journal.write(record.after);
  if (change) replace(file, change.after);
  if (record && !record.after) removeEmpty(folders);
  if (record && !record.after) journal.drop();
}

/** Returns what takes a plan back. A file that somebody else has changed meanwhile stays. */
function restorer({ file, change, folders = [], journal, record }: Plan): () => void {
  const before = record && journal.recorded();
  return () => {
    const now = readConfig(file.path);
    if (change && now.bytes !== file.bytes && isSame(now.bytes, change.after)) replace(now, file.bytes);
    if (file.bytes === undefined) removeEmpty(folders);
    if (!record) return;
    if (before) journal.write(before);
    else journal.drop();
  };
}

function isSame(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}

/** Names the file in a failure to plan its change. */
export function naming<T>({ name, file }: Target, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`nothing was changed for ${name}, because ${file} is left as it is: ${error.message}`);
  }
}
