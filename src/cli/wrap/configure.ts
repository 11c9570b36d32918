// The files of a wrapped agent: changed before it starts, and taken back when no wrapped one is left.
import type { Agent, ConfigPart } from '../../agents/index.js';
import { Journal, makeEntries, undoEntries, type ChangeOptions, type Outcome } from '../../files/index.js';
import { Failure } from '../failure.js';

const PURPOSE = 'wrap';

/** Changes the files of an agent. @throws {@link Failure} where one is left as it is; then all are. */
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

/** Takes back what was changed for an agent. @throws {@link Failure} where a file is left as it is. */
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
