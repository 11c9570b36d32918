// Finds how the structured results of a body are written.
import { Draft, noteSource, structuresIn, type Conversation, type Message } from '../providers/index.js';
import { Pace } from '../text/index.js';

/** The cost of looking for structured results in a message, in units of work. */
const MESSAGE_UNITS = 4;

/** The JSON of each value that `after` replaces, with the value in its place. */
type Replaced = (after: unknown) => Iterable<readonly [value: unknown, json: string]>;

/**
 * Notes the JSON of the structured results in a body, so that their numbers and keys are sent as they are written.
 * `replaced` finds it by names that are put in the places of the results.
 *
 * @param stays - whether a result must stay structured.
 */
export async function noteSources(
  { messages, wrap }: Conversation,
  replaced: Replaced,
  stays: (value: unknown, json: string) => boolean = () => false,
): Promise<void> {
  const values: unknown[] = [];
  const named: Message[] = [];
  const pace = new Pace();
  for (const message of messages) {
    const structures = structuresIn(message);
    const draft = structures.length > 0 ? new Draft(message) : undefined;
    for (const { path, value } of structures) draft?.put(path, String(values.push(value) - 1));
    named.push(draft?.message ?? message);
    const wait = pace.ask(MESSAGE_UNITS * (1 + structures.length));
    if (wait) await wait;
  }
  if (values.length === 0) return;
  for (const [name, json] of replaced(wrap(named))) {
    const value = values[Number(name)];
    noteSource(value, stays(value, json) ? undefined : json);
  }
}
