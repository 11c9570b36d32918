// Copies messages, as deep as they contain texts.
import { copySource } from '../providers/index.js';
import type { Pace } from '../text/index.js';
import { isPlain, type Container } from './plain.js';
import { sameContainers } from './sameness.js';

/** The maximum length of lists that are copied. Longer ones are not read to their end. */
const MAX_LIST_LEN = 1 << 20;
/** The maximum depth. No provider reads deeper. */
const MAX_DEPTH = 16;
/**
 * The maximum depth at which instances of classes are copied: messages and their blocks. Deeper instances may be
 * anything, such as a whole client.
 */
const MAX_INSTANCE_DEPTH = 3;
/**
 * The maximum number of containers that are copied of a message, and of all messages. Containers may be shared many
 * times.
 */
const MAX_OF_MESSAGE = 1 << 17;
const MAX_COPIES = 1 << 22;
/** The maximum number of containers of one message that are copied at once. */
const AT_ONCE = 256;
/** The memory of a container and of a value in it, in UTF-16 units. */
const CONTAINER_SIZE = 32;
const VALUE_SIZE = 4;
/** The cost of copying a container, in units of work. */
const UNITS = 2;

/** A value that is being copied, and its container. */
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

/** A copy of a message. */
export interface Copy {
  readonly of: unknown;
  /** An estimate of its memory, in UTF-16 units. Undefined if a part of it could not be copied. */
  readonly size: number | undefined;
}

/**
 * Copies messages into a list. Values that cannot be copied stay, and so do strings, which never change. A message that
 * equals its whole copy in `earlier` needs no other one.
 */
export async function copyAll(
  messages: readonly unknown[],
  copies: Copy[],
  pace: Pace,
  earlier: readonly (Copy | undefined)[] = [],
): Promise<void> {
  const copying = new Copying();
  for (const [at, message] of messages.entries()) {
    const known = earlier[at];
    const same = known === undefined ? 0 : sameContainers(known.of, message);
    if (same > 0) {
      copies.push(known!);
      const wait = pace.ask(same);
      if (wait) await wait;
      continue;
    }
    const of = copying.start(message);
    do {
      const wait = pace.ask(UNITS * (1 + copying.taken));
      if (wait) await wait;
    } while (copying.goOn());
    copies.push({ of, size: copying.size });
  }
}

class Copying {
  #isWhole = true;
  #size = 0;
  #copies = 0;
  /** The number of containers that may exist after this message is copied. */
  #most = 0;
  #left = 0;
  readonly #pending: Pending[] = [];

  /** The number of containers copied since the last reset. */
  get taken(): number {
    return AT_ONCE - this.#left;
  }

  /** The size of the message so far, as in {@link Copy}. */
  get size(): number | undefined {
    return this.#isWhole ? this.#size : undefined;
  }

  /** Copies a message. Of a large one, only its beginning. */
  start(message: unknown): unknown {
    this.#left = AT_ONCE;
    this.#size = 0;
    this.#isWhole = true;
    this.#most = Math.min(this.#copies + MAX_OF_MESSAGE, MAX_COPIES);
    return typeof message === 'object' && message !== null ? this.#copyOf(message, undefined) : message;
  }

  /** Copies more of the last message. Returns false if it was complete. */
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
    const isCopied = depth <= MAX_DEPTH && this.#copies < this.#most && !isWithin(value, within);
    const copy = isCopied ? shallow(value, depth) : undefined;
    if (!copy) {
      this.#isWhole = false;
      return value;
    }
    copySource(value, copy);
    this.#copies += 1;
    this.#size += CONTAINER_SIZE;
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
    this.#size += typeof value === 'string' ? VALUE_SIZE + value.length : VALUE_SIZE;
    if (typeof value !== 'object' || value === null) return;
    if (this.#left > 0) holder[key] = this.#copyOf(value, way);
    else this.#pending.push({ holder, key, way });
  }
}

/** Undefined for a value that cannot be read, or that is more than its fields. */
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

/** True if a value contains itself. */
function isWithin(value: object, holder: Way | undefined): boolean {
  for (let up = holder; up; up = up.within) if (up.of === value) return true;
  return false;
}
