// Follows the stream of each round.
import type { Fields } from '../providers/index.js';
import type { Reply } from './dialogue.js';
import type { Gate } from './gate.js';

/** Follows the streams of several rounds, which become one. */
export interface Listener {
  /** A round begins. `spent`: what those before it used. */
  begin(gate: Gate, spent: Fields | undefined): void;
  /** What goes on to the caller now that this event came. */
  take(event: Fields): Iterable<Fields>;
  /** The response, put together; nothing where the stream did not come to its end. */
  reply(): Reply | undefined;
  /** What was held back, where the response is the caller's. */
  rest(): Iterable<Fields>;
}

/** A copy with other fields, of the same class: SDKs have getters on their events. */
export function changed(of: Fields, changes: Fields): Fields {
  return Object.assign(Object.create(Object.getPrototypeOf(of) as object) as object, of, changes);
}
