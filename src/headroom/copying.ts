// Copies of messages, as deep as texts stand in them.
import type { Pace } from '../text/index.js';

/** Longer lists are not copied: nobody reads them to their end. */
const MAX_LIST_LEN = 1 << 20;
/** No provider is read deeper. */
const MAX_DEPTH = 16;
/**
 * So deep, instances of classes are copied: messages and their blocks. What they hold besides may be anything, such
 * as a whole client.
 */
const MAX_INSTANCE_DEPTH = 3;
/** So many containers are copied of a message, and in all: they may hold each other many times over. */
const MAX_OF_MESSAGE = 1 << 17;
const MAX_COPIES = 1 << 22;
/** So many of one message are copied at once. */
const AT_ONCE = 256;
/** What copying a container takes, in units of work. */
const UNITS = 2;

/** A list or an object. */
export type Container = Record<string | number, unknown>;

/** What is being copied, and what holds it. */
interface Way {
  readonly of: object;
  readonly within: Way | undefined;
  readonly depth: number;
}

/** A value that is still to be copied. */
interface Pending {
  readonly holder: Container;
  readonly key: string | number;
  readonly way: Way;
}

/**
 * Puts copies in the places of the messages of a list. What cannot be copied stays, and so do texts, which never
 * change.
 */
export async function copyAll(messages: unknown[], pace: Pace): Promise<void> {
  const copying = new Copying();
  for (let at = 0; at < messages.length; at += 1) {
    messages[at] = copying.start(messages[at]);
    do {
      const wait = pace.ask(UNITS * (1 + copying.taken));
      if (wait) await wait;
    } while (copying.goOn());
  }
}

class Copying {
  #copies = 0;
  /** How many there may be when this message is copied. */
  #most = 0;
  #left = 0;
  readonly #pending: Pending[] = [];

  /** How many containers were copied since it was last told to. */
  get taken(): number {
    return AT_ONCE - this.#left;
  }

  /** A copy of a message: of a large one, its start. */
  start(message: unknown): unknown {
    this.#left = AT_ONCE;
    this.#most = Math.min(this.#copies + MAX_OF_MESSAGE, MAX_COPIES);
    return typeof message === 'object' && message !== null ? this.#copyOf(message, undefined) : message;
  }

  /** Copies more of the last message. False: there was no more. */
  goOn(): boolean {
    if (this.#pending.length === 0) return false;
    this.#left = AT_ONCE;
    let next: Pending | undefined;
    while (this.#left > 0 && (next = this.#pending.pop()))
      next.holder[next.key] = this.#copyOf(next.holder[next.key] as object, next.way);
    return true;
  }

  #copyOf(value: object, within: Way | undefined): unknown {
    const depth = within ? within.depth + 1 : 1;
    if (depth > MAX_DEPTH || this.#copies >= this.#most || isWithin(value, within)) return value;
    const copy = shallow(value, depth);
    if (!copy) return value;
    this.#copies += 1;
    this.#left -= 1;
    const way = { of: value, within, depth };
    if (Array.isArray(copy)) {
      for (let at = 0; at < copy.length; at += 1) this.#visit(copy as unknown as Container, at, way);
    } else {
      for (const key in copy) this.#visit(copy, key, way);
    }
    return copy;
  }

  #visit(holder: Container, key: string | number, way: Way): void {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) return;
    if (this.#left > 0) holder[key] = this.#copyOf(value, way);
    else this.#pending.push({ holder, key, way });
  }
}

/** Whether objects of this prototype hold data and nothing else. */
export function isPlain(prototype: object | null): boolean {
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Nothing for what cannot be looked at, and what is more than its fields. */
function shallow(value: object, depth: number): Container | undefined {
  try {
    if (Array.isArray(value))
      return value.length > MAX_LIST_LEN ? undefined : (([] as unknown[]).concat(value) as unknown as Container);
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (isPlain(prototype)) return { ...value };
    if (depth > MAX_INSTANCE_DEPTH || ArrayBuffer.isView(value)) return undefined;
    const copy: Container = { ...value };
    return Object.keys(copy).length === 0 ? undefined : (Object.setPrototypeOf(copy, prototype) as Container);
  } catch {
    return undefined;
  }
}

/** Whether a value holds itself. */
function isWithin(value: object, holder: Way | undefined): boolean {
  for (let up = holder; up; up = up.within) if (up.of === value) return true;
  return false;
}
