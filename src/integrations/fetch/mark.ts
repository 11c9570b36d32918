// Marks the functions that this package makes, so that a request is never compressed twice.
import type { Headroom } from '../../headroom/index.js';
import { attempt } from '../../providers/index.js';

/** A function that sends requests, as the platform has it. */
export type Fetch = typeof globalThis.fetch;

/** Registered: another copy of this package in the process knows it, too. */
const MARKER = Symbol.for('@headroom/native/fetch');

/** The function, marked with the instance that it compresses by. */
export function marked(send: Fetch, headroom: Headroom): Fetch {
  return Object.defineProperty(send, MARKER, { value: headroom });
}

/** The instance that a function compresses by; nothing where it is not ours. */
export function headroomOf(send: unknown): Headroom | undefined {
  // It may be anything, and looking at it may throw.
  return typeof send === 'function' ? attempt(() => (send as { [MARKER]?: Headroom })[MARKER]) : undefined;
}
