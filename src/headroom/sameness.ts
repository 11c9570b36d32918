import { isPlain, type Container } from './plain.js';

/**
 * The maximum number of lists and objects that are compared at once. Other values in lists may be sixteen times as
 * many. Larger messages are not compared at once.
 */
const MAX_CONTAINERS = 4096;
const VALUES_OF_LISTS = 16;

/** A comparison of a value with its copy. */
interface Comparison {
  /** The number of lists and objects that may still be compared. */
  left: number;
  /** Whether two objects may be equal. Equal lists and fields do not suffice. */
  readonly mayEqual: (copy: object, now: object) => boolean;
}

/** True if a value still equals its copy. Its owner may have changed it. */
export function isSame(copy: unknown, now: unknown): boolean {
  return holds(copy, now, { left: MAX_CONTAINERS, mayEqual: areReadable });
}

/** The number of lists and objects in a copy of plain data. 0 if `now` is something else than the same plain data. */
export function sameContainers(copy: unknown, now: unknown): number {
  const comparison = { left: MAX_CONTAINERS, mayEqual: areData };
  return holds(copy, now, comparison) ? MAX_CONTAINERS - comparison.left : 0;
}

function holds(copy: unknown, now: unknown, comparison: Comparison): boolean {
  try {
    return isEqual(copy, now, comparison);
  } catch {
    return false;
  }
}

// The comparison is made for each value of a conversation in each turn. The maximum depth is that of copies.
function isEqual(copy: unknown, now: unknown, comparison: Comparison): boolean {
  if (Object.is(copy, now)) return true;
  if (typeof copy !== 'object' || copy === null || typeof now !== 'object' || now === null) return false;
  comparison.left -= 1;
  if (comparison.left < 0) return false;
  if (Array.isArray(copy)) return Array.isArray(now) && areEqualLists(copy, now, comparison);
  return !Array.isArray(now) && comparison.mayEqual(copy, now) && areEqualFields(copy, now, comparison);
}

function areEqualLists(copy: readonly unknown[], now: readonly unknown[], comparison: Comparison): boolean {
  if (copy.length !== now.length) return false;
  comparison.left -= Math.floor(copy.length / VALUES_OF_LISTS);
  if (comparison.left < 0) return false;
  for (let at = 0; at < copy.length; at += 1)
    if (copy[at] !== now[at] && !isEqual(copy[at], now[at], comparison)) return false;
  return true;
}

function areEqualFields(copy: object, now: object, comparison: Comparison): boolean {
  let more = 0;
  for (const key in copy) {
    more += 1;
    const [before, after] = [(copy as Container)[key], (now as Container)[key]];
    if (before !== after && !isEqual(before, after, comparison)) return false;
  }
  for (const _ in now) more -= 1;
  return more === 0;
}

function areData(copy: object, now: object): boolean {
  return isData(copy) && isData(now);
}

/** Two dates are equal only if they are the same object: a date has no fields that could be compared. */
function areReadable(copy: object, now: object): boolean {
  return (isData(copy) || Object.keys(copy).length > 0) && (isData(now) || Object.keys(now).length > 0);
}

function isData(value: object): boolean {
  return isPlain(Object.getPrototypeOf(value) as object | null);
}
