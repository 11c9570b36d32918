// How the streams of a provider are followed.
import type { Reply } from './dialogue.js';
import type { Fields } from './message.js';

/** Follows a provider's streams. */
export interface StreamPart {
  listen(): Listener;
}

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

/** Holds events back. A listener says what comes, and the gate decides what waits. */
export interface Gate {
  /** Whether nothing is held back any more. */
  readonly isOpen: boolean;
  /** Whether anything is held back. */
  readonly isHolding: boolean;
  /** Whether all that comes now waits. */
  readonly isEnding: boolean;
  /** A call begins, of which at least its name is known. */
  begin(call: Fields): void;
  /** Opens it for good. */
  open(): void;
  /** Holds an event back. */
  hold(event: Fields): void;
  /** The response ends: what is left of it waits if anything does. */
  end(): void;
  /** What was held back, to be passed on in that order. */
  release(): readonly Fields[];
}

/** A copy with other fields, of the same class: SDKs have getters on their events. */
export function changed(of: Fields, changes: Fields): Fields {
  return Object.assign(Object.create(Object.getPrototypeOf(of) as object) as object, of, changes);
}
