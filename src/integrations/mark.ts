// Marks the functions, clients and models that this package makes, so that a request is never compressed twice.
import type { Headroom } from '../headroom/index.js';
import { attempt } from '../providers/index.js';

/** A registered symbol, so that another copy of this package in the process knows it, too. */
const MARKER = Symbol.for('@headroom/native/integration');

/** Marks the value with the instance that it compresses with. */
export function marked<T extends object>(value: T, headroom: Headroom): T {
  return Object.defineProperty(value, MARKER, { value: headroom });
}

/** Marks the options of a request. The mark is enumerable, so that it stays on copies. */
export function markedRequest<T extends object>(init: T, headroom: Headroom): T {
  return { ...init, [MARKER]: headroom };
}

/** Returns the instance that a value compresses with, or undefined if the value is not ours. */
export function headroomOf(value: unknown): Headroom | undefined {
  const isLookedAt = typeof value === 'function' || (typeof value === 'object' && value !== null);
  // The value may be anything, and looking at it may throw.
  return isLookedAt ? attempt(() => (value as { [MARKER]?: Headroom })[MARKER]) : undefined;
}
