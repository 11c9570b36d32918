// The contract for the streams of a provider.
import type { Reply } from './dialogue.js';
import type { Fields } from './message.js';

/** Follows a provider's streams. */
export interface StreamPart {
  listen(): Listener;
}

/** Merges the streams of several rounds into one. */
export interface Listener {
  /** Begins a round. `spent`: the usage of the rounds before it. */
  begin(gate: Gate, spent: Fields | undefined): void;
  /** Takes an event and returns the events that the caller gets now. */
  take(event: Fields): Iterable<Fields>;
  /** The assembled response; undefined if the stream did not complete. */
  reply(): Reply | undefined;
  /** The events that were held back, once it is certain that the caller gets this response. */
  rest(): Iterable<Fields>;
}

/** Holds events back. A listener reports calls, and the gate decides whether their events wait. */
export interface Gate {
  /** Whether every event is passed on from now on. */
  readonly isOpen: boolean;
  /** Whether any event is held back. */
  readonly isHolding: boolean;
  /** Whether every further event of this response is held back. */
  readonly isEnding: boolean;
  /** Reports that a call begins. At least its name is known. */
  begin(call: Fields): void;
  /** Opens the gate for good. */
  open(): void;
  /** Holds an event back. */
  hold(event: Fields): void;
  /** Reports that the response ends. The rest of it is held back if any event is. */
  end(): void;
  /** Takes the events that were held back, in order. */
  release(): readonly Fields[];
}

/** A copy with other fields. It keeps the prototype, because SDKs have getters on their events. */
export function changed(of: Fields, changes: Fields): Fields {
  return Object.assign(Object.create(Object.getPrototypeOf(of) as object) as object, of, changes);
}
