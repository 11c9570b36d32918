// The configuration files of a wrapped agent. They are changed before it starts, and restored when no wrapped one
// runs.
import type { Agent, ConfigPart } from '../../agents/index.js';
import { Journal, makeEntries, undoEntries, type ChangeOptions, type Outcome } from '../../files/index.js';
import { Failure } from '../failure.js';

const PURPOSE = 'wrap';

/** Changes the files of an agent. @throws {@link Failure} if one cannot be changed; then none is. */
export function configure({ name }: Agent, files: readonly ConfigPart[], options: ChangeOptions): Outcome[] {
  const made: Outcome[] = [];
  try {
    for (const part of files) made.push(makeEntries({ ...part, purpose: PURPOSE, name }, options));
    return made;
  } catch (error) {
    if (made.some(({ state }) => state === 'done')) unconfigure(name, {});
    throw error instanceof Failure ? new Failure(`its configuration is left as it is: ${error.message}`) : error;
  }
}

/** Undoes the changes for an agent. @throws {@link Failure} if a file is left changed. */
export function unconfigure(name: string, options: ChangeOptions): Outcome[] {
  return Journal.all(PURPOSE)
    .filter((own) => own.name === name)
    .map(({ change: { path, format, entries } }) =>
      undoEntries({ purpose: PURPOSE, name, file: path, format, entries }, options),
    );
}

/** The agents whose files are changed. */
export function configured(): string[] {
  return [...new Set(Journal.all(PURPOSE).map(({ name }) => name))];
}
