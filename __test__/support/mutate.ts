// Random changes of messages in place, as their owner may make them at any time.
import type { Random } from './random.js';
import { SOURCE } from './samples.js';

/** All lists and objects within a value, each once. */
function containersIn(value: unknown, found: object[] = []): object[] {
  if (typeof value !== 'object' || value === null || found.includes(value)) return found;
  found.push(value);
  for (const inner of Object.values(value)) containersIn(inner, found);
  return found;
}

/** Makes a random change in place. */
export function mutate(random: Random, messages: unknown[]): void {
  const at = random.pick(containersIn(messages)) as Record<string, unknown>;
  if (Array.isArray(at)) {
    const list: unknown[] = at;
    const change = random.pick([
      () => list.splice(random.below(list.length + 1), 1),
      () => list.shift(),
      () => list.pop(),
      () => list.push({ role: 'user', content: 'more' }),
      () => list.unshift('x'),
      () => list.reverse(),
      () => void (list.length = 0),
    ]);
    change();
    return;
  }
  const key = random.pick(Object.keys(at).concat('added'));
  if (random.onceIn(3)) delete at[key];
  else at[key] = random.pick([SOURCE, '', 5, null, [], {}, 'tool_result', [{ type: 'text', text: SOURCE }]]);
}
