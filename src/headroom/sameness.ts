import { isPlain, type Container } from './copying.js';

/**
 * So many lists and objects are compared, or sixteen times as many other values in lists: a larger message is not
 * looked through at once.
 */
const MAX_CONTAINERS = 4096;
const VALUES_OF_LISTS = 16;

/** Whether a value still is what was copied of it. It may be anything by now. */
export function isSame(copy: unknown, now: unknown): boolean {
  try {
    return new Comparison().holds(copy, now);
  } catch {
    return false;
  }
}

class Comparison {
  #left = MAX_CONTAINERS;

  /** Copies are only so deep. */
  holds(before: unknown, after: unknown): boolean {
    if (Object.is(before, after)) return true;
    this.#left -= 1;
    if (this.#left < 0 || !isContainer(before) || !isContainer(after)) return false;
    return Array.isArray(before) ? this.#lists(before, after) : !Array.isArray(after) && this.#objects(before, after);
  }

  #lists(before: readonly unknown[], after: unknown): boolean {
    if (!Array.isArray(after) || before.length !== after.length) return false;
    this.#left -= Math.floor(before.length / VALUES_OF_LISTS);
    if (this.#left < 0) return false;
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
}

/** A date is another one where it is another object: what it says is in no field. */
function isContainer(value: unknown): value is Container {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Array.isArray(value) || isPlain(Object.getPrototypeOf(value) as object | null) || Object.keys(value).length > 0
  );
}
