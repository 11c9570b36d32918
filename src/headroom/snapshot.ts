// Messages as they were when they were given: their owner may change them while they are worked on.
import { Pace } from '../text/index.js';
import { argument, LIST, lookAt, type Check } from '../errors/index.js';
import type { Message } from '../providers/index.js';
import { copyAll } from './copying.js';
import { isSame } from './sameness.js';

/** No conversation has more messages: a list may claim to be longer than memory. */
export const MAX_MESSAGES: number = 1 << 20;
/** So much is copied before the call returns, in units of work: all of a usual conversation, some 6,000 lists and objects, in less than a millisecond. The rest is copied turn by turn. */
const AT_ONCE = 12_288;

/** Messages that can be looked through. */
export const MESSAGES: Check = {
  wanted: `a list of at most ${MAX_MESSAGES.toLocaleString('en-US')} messages`,
  fits: (value) => LIST.fits(value) && (value as readonly unknown[]).length <= MAX_MESSAGES,
};

/** Messages, and what they were. */
export class Snapshot<M extends Message> {
  /** The messages as they were given, to be read once {@link ready} is kept: copies as deep as texts stand, which nobody else has. What cannot be copied is the caller's. */
  readonly messages: readonly M[];
  /** Kept when all is copied. */
  readonly ready: Promise<void>;
  /** The caller's. */
  readonly #given: readonly M[];

  private constructor(given: readonly M[], messages: readonly M[], ready: Promise<void>) {
    this.#given = given;
    this.messages = messages;
    this.ready = ready;
  }

  /** Copies messages: those of a usual conversation before this returns. @throws `ConfigurationError` where they are no list of messages. */
  static take<M extends Message>(messages: readonly M[], pace: Pace = new Pace(AT_ONCE)): Snapshot<M> {
    argument('messages', messages, MESSAGES);
    // Not by `slice`: a class of lists would be made again.
    const given = lookAt('messages', () => ([] as M[]).concat(messages));
    const copies = given.slice();
    return new Snapshot(given, copies, copyAll(copies, pace));
  }

  /** Messages that nobody else has, as they are. */
  static of<M extends Message>(messages: readonly M[]): Snapshot<M> {
    return new Snapshot(messages, messages, Promise.resolve());
  }

  /** Some of the messages, once all are copied. */
  pick(indexes: readonly number[]): Snapshot<M> {
    return new Snapshot(
      indexes.map((at) => this.#given[at]!),
      indexes.map((at) => this.messages[at]!),
      this.ready,
    );
  }

  /** The object that was given as a message, whatever has become of it. */
  given(index: number): M {
    return this.#given[index]!;
  }

  /** The caller's own message, if it still is what it was and not too large to be sure; else what it was. */
  own(index: number): M {
    const [copy, given] = [this.messages[index]!, this.#given[index]!];
    return isSame(copy, given) ? given : copy;
  }
}
