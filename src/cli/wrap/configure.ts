// The configuration files of a wrapped agent. They are changed before it starts, and restored when no wrapped one
// runs.
import { WRAP, type Agent, type ConfigPart } from '../../agents/index.js';
import { changedPrograms, madeTargets, makeAll, undoAll, type ChangeOptions, type Outcome } from '../../files/index.js';

/** Changes the files of an agent. @throws {@link Failure} if one cannot be changed; then none is. */
export function configure({ name }: Agent, files: readonly ConfigPart[], options: ChangeOptions): Outcome[] {
  return makeAll(
    files.map((part) => ({ ...part, purpose: WRAP, name })),
    options,
  );
}

/** Undoes the changes for an agent. @throws {@link Failure} if one cannot be undone; then none is. */
export function unconfigure(name: string, options: ChangeOptions): Outcome[] {
  return undoAll(madeTargets(WRAP, name), options);
}

/** The agents whose files are changed. */
export function configured(): string[] {
  return changedPrograms(WRAP);
}
