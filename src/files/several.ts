// Changes of several files that belong together.
import { Failure } from '../failure/index.js';
import { makeEntries, undoEntries, type ChangeOptions, type Outcome, type Target } from './change.js';
import { Journal } from './journal.js';

/** Adds the entries of all targets. @throws {@link Failure} if one file cannot be changed; then none is. */
export function makeAll(targets: readonly Target[], options: ChangeOptions): Outcome[] {
  const made: { readonly target: Target; readonly outcome: Outcome }[] = [];
  try {
    for (const target of targets) made.push({ target, outcome: makeEntries(target, options) });
    return made.map(({ outcome }) => outcome);
  } catch (error) {
    for (const { target, outcome } of made.reverse()) if (outcome.state === 'done') undoEntries(target);
    throw error instanceof Failure ? new Failure(`its configuration is left as it is: ${error.message}`) : error;
  }
}

/** The targets in the journal: everything that was written for a purpose and a program, and was not undone. */
export function madeTargets(purpose: string, name: string): Target[] {
  return Journal.all(purpose)
    .filter((own) => own.name === name)
    .map(({ change: { path, format, entries } }) => ({ purpose, name, file: path, format, entries }));
}
