import { isPlain, type Container } from './plain.js';

/**
 * The maximum number of lists and objects that are compared at once. Other values in lists may be sixteen times as
 * many. Larger messages are not compared at once.
 */
const MAX_CONTAINERS = 4096;
const VALUES_OF_LISTS = 16;

/** True if a value still equals its copy. Its owner may have changed it. */
export function isSame(copy: unknown, now: unknown): boolean {
  return new Comparison(false).holdsFor(copy, now);
}

/** The number of lists and objects in a copy of plain data. 0 if `now` is something else than the same plain data. */
export function sameContainers(copy: unknown, now: unknown): number {
  const comparison = new Comparison(true);
  return comparison.holdsFor(copy, now) ? MAX_CONTAINERS - comparison.left : 0;
}

class Comparison {
  left = MAX_CONTAINERS;
  readonly #isPlainOnly: boolean;

  constructor(isPlainOnly: boolean) {
    this.#isPlainOnly = isPlainOnly;
  }

  holdsFor(copy: unknown, now: unknown): boolean {
    try {
      return this.holds(copy, now);
    } catch {
      return false;
    }
  }

  /** The maximum depth of copies. */
  holds(before: unknown, after: unknown): boolean {
    if (Object.is(before, after)) return true;
    this.left -= 1;
    if (this.left < 0 || !this.#isComparable(before) || !this.#isComparable(after)) return false;
    return Array.isArray(before) ? this.#lists(before, after) : !Array.isArray(after) && this.#objects(before, after);
  }

  #lists(before: readonly unknown[], after: unknown): boolean {
    if (!Array.isArray(after) || before.length !== after.length) return false;
    this.left -= Math.floor(before.length / VALUES_OF_LISTS);
    if (this.left < 0) return false;
    for (let at = 0; at < before.length; at += 1)
      if (before[at] !== after[at] && !this.holds(before[at], after[at])) return false;
    return true;
  }

  #objects(before: Container, after: Container): boolean {
    let more = 0;
    for (const key in before) {
      more += 1;
      if (before[key] !== after[key] && !this.holds(before[key], after[key])) return false;
    }
    for (const _ in after) more -= 1;
    return more === 0;
  }

  /** Two dates are equal only if they are the same object: a date has no fields that could be compared. */
  #isComparable(value: unknown): value is Container {
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value) || isPlain(Object.getPrototypeOf(value) as object | null)) return true;
    return !this.#isPlainOnly && Object.keys(value).length > 0;
  }
}
