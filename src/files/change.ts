// Changes of one file, and of several that belong together: of all, or of none.
import { editorFor } from './edit/index.js';
import { readConfig } from './file.js';
import { Journal } from './journal.js';
import { planEntries } from './make.js';
import { carryOut, naming, type ChangeOptions, type Outcome, type Plan, type Target } from './plan.js';
import { planUndo, withoutOurs } from './undo.js';

/** Adds the entries. @throws {@link Failure} if the file is left unchanged. */
export function makeEntries(target: Target, options: ChangeOptions = {}): Outcome {
  return carryOut([planEntries(target, options)], options.dryRun)[0]!;
}

/** Removes what {@link makeEntries} wrote, and nothing else. @throws {@link Failure} if the file is left unchanged. */
export function undoEntries(target: Target, options: ChangeOptions = {}): Outcome {
  return carryOut([planUndo(target, options)], options.dryRun)[0]!;
}

/** Adds the entries of all targets. @throws {@link Failure} if one file cannot be changed; then none is. */
export function makeAll(targets: readonly Target[], options: ChangeOptions): Outcome[] {
  return carryOut(planned(targets, planEntries, options), options.dryRun);
}

/** Removes what was written for all targets. @throws {@link Failure} if one file cannot be changed; then none is. */
export function undoAll(targets: readonly Target[], options: ChangeOptions): Outcome[] {
  return carryOut(planned(targets, planUndo, options), options.dryRun);
}

/**
 * Adds the entries of all targets, and removes what an earlier run wrote for their program into other files. @throws
 * {@link Failure} if one file cannot be changed; then none is.
 */
export function switchTo(targets: readonly Target[], options: ChangeOptions): Outcome[] {
  const made = planned(targets, planEntries, options);
  const { purpose, name } = targets[0]!;
  const stale = madeTargets(purpose, name).filter(({ file }) => !made.some((plan) => plan.file.path === file));
  return carryOut([...made, ...planned(stale, planUndo, options)], options.dryRun);
}

/**
 * The values that a file has at the places of a target's entries, without what earlier runs wrote there. Undefined
 * where there is none. @throws {@link Failure} if the file must not be changed.
 */
export function userValues(target: Target): unknown[] {
  return naming(target, () => {
    const file = readConfig(target.file);
    const editor = editorFor(target.format);
    const { text } = withoutOurs(file, new Journal(target.purpose, target.name, file.path), editor);
    return target.entries.map((entry) => editor.find(text, entry));
  });
}

/** The programs whose files were changed for a purpose. */
export function changedPrograms(purpose: string): string[] {
  return [...new Set(Journal.all(purpose).map(({ name }) => name))];
}

/** The targets in the journal: everything that was written for a purpose and a program, and was not undone. */
export function madeTargets(purpose: string, name: string): Target[] {
  return Journal.all(purpose)
    .filter((own) => own.name === name)
    .map(({ change: { path, format, entries } }) => ({ purpose, name, file: path, format, entries }));
}

function planned(
  targets: readonly Target[],
  plan: (target: Target, options: ChangeOptions) => Plan,
  options: ChangeOptions,
): Plan[] {
  return targets.map((target) => naming(target, () => plan(target, options)));
}
