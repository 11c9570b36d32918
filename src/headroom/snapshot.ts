// Copies the messages of a call, because their owner may change them while the work is under way.
import { Pace } from '../text/index.js';
import { argument, LIST, lookAt, type Check } from '../errors/index.js';
import type { Message } from '../providers/index.js';
import { copyAll } from './copying.js';
import { isSame } from './sameness.js';

/** The maximum number of messages. A list may claim to be longer than memory. */
export const MAX_MESSAGES: number = 1 << 20;
/**
 * The work that is done before the call returns, in units: it copies some 6,000 lists and objects, which is all of a
 * usual conversation, in less than a millisecond. The rest is copied in turns.
 */
const AT_ONCE = 12_288;

/** The check of a list of messages. */
export const MESSAGES: Check = {
  wanted: `a list of at most ${MAX_MESSAGES.toLocaleString('en-US')} messages`,
  fits: (value) => LIST.fits(value) && (value as readonly unknown[]).length <= MAX_MESSAGES,
};

/** Messages and their copies. */
export class Snapshot<M extends Message> {
  /**
   * The copies, as deep as messages contain texts. They are complete when {@link ready} is fulfilled. A value that
   * cannot be copied is the caller's own.
   */
  readonly messages: readonly M[];
  /** Fulfilled when all messages are copied. */
  readonly ready: Promise<void>;
  /** The caller's own messages. */
  readonly #given: readonly M[];

  private constructor(given: readonly M[], messages: readonly M[], ready: Promise<void>) {
    this.#given = given;
    this.messages = messages;
    this.ready = ready;
  }

  /**
   * Copies messages. A usual conversation is copied before this returns. @throws `ConfigurationError` if they are not a
   * list of messages.
   */
  static take<M extends Message>(messages: readonly M[], pace: Pace = new Pace(AT_ONCE)): Snapshot<M> {
    argument('messages', messages, MESSAGES);
    // `slice` would construct the caller's subclass of lists.
    const given = lookAt('messages', () => ([] as M[]).concat(messages));
    const copies = given.slice();
    return new Snapshot(given, copies, copyAll(copies, pace));
  }

  /** Takes messages that the caller will not change, without copying them. */
  static of<M extends Message>(messages: readonly M[]): Snapshot<M> {
    return new Snapshot(messages, messages, Promise.resolve());
  }

  /** A snapshot of some of the messages. Call it when all are copied. */
  pick(indexes: readonly number[]): Snapshot<M> {
    return new Snapshot(
      indexes.map((at) => this.#given[at]!),
      indexes.map((at) => this.messages[at]!),
      this.ready,
    );
  }

  /** The object that the caller gave as a message. It may have changed. */
  given(index: number): M {
    return this.#given[index]!;
  }

  /** The caller's own message, or its copy if the message changed or is too large to compare. */
  own(index: number): M {
    const [copy, given] = [this.messages[index]!, this.#given[index]!];
    return isSame(copy, given) ? given : copy;
  }
}
