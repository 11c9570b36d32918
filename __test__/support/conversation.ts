// Random conversations, for properties.
import type { Random } from './random.js';
import { SHAPES, type Messages } from './shapes.js';
import { line } from './texts.js';
import { turns } from './turns.js';

export type { Messages } from './shapes.js';

/** A random conversation with at least `least` turns, in the shape of any provider. */
export function conversation(random: Random, least = 2): Messages {
  const what = turns(random, least + random.below(9));
  const shape = random.pick(Object.keys(SHAPES) as (keyof typeof SHAPES)[]);
  const messages = SHAPES[shape](random, what);
  return shape === 'openai' && random.onceIn(2) ? [{ role: 'system', content: line(random) }, ...messages] : messages;
}
