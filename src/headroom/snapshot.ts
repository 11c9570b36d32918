// Copies the messages of a call, because their owner may change them while the work is under way.
import { Pace } from '../text/index.js';
import { argument, LIST, lookAt, type Check } from '../errors/index.js';
import type { Message } from '../providers/index.js';
import { copyAll, type Copy } from './copying.js';
import type { LastTurn, LastTurns } from './last-turns.js';
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
  /** Fulfilled when all messages are copied. */
  readonly ready: Promise<void>;
  /** In a session: an earlier turn that may begin like this one. */
  readonly earlier: LastTurn | undefined;
  /** The caller's own messages. */
  readonly #given: readonly M[];
  /** The copies. Without them nobody changes the messages. */
  readonly #copies: readonly Copy[] | undefined;
  /** The messages whose copies the caller gets, and may change. */
  readonly #shared = new Set<number>();
  #messages: readonly M[] | undefined;
  /** Whether nobody changes the given messages before the work is done. */
  #isOurs = false;

  private constructor(
    given: readonly M[],
    copies?: readonly Copy[],
    ready: Promise<void> = Promise.resolve(),
    earlier?: LastTurn,
  ) {
    this.#given = given;
    this.#copies = copies;
    this.ready = ready;
    this.earlier = earlier;
  }

  /**
   * Copies messages. A usual conversation is copied before this returns. @throws `ConfigurationError` if they are not a
   * list of messages.
   *
   * @param turns - the last turns of a session. What the messages share with one of them is not copied again.
   */
  static take<M extends Message>(
    messages: readonly M[],
    pace: Pace = new Pace(AT_ONCE),
    turns?: LastTurns,
  ): Snapshot<M> {
    argument('messages', messages, MESSAGES);
    // `slice` would construct the caller's subclass of lists.
    const given = lookAt('messages', () => ([] as M[]).concat(messages));
    const earlier = turns?.take(given);
    const copies: Copy[] = [];
    return new Snapshot(given, copies, copyAll(given, copies, pace, earlier?.copies), earlier);
  }

  /** Takes messages that the caller will not change, without copying them. */
  static of<M extends Message>(messages: readonly M[]): Snapshot<M> {
    return new Snapshot(messages);
  }

  /** The same messages, which nobody changes, beside the last turns of a session. */
  after(turns: LastTurns): Snapshot<M> {
    const earlier = turns.take(this.#given);
    const copies: Copy[] = [];
    const snapshot = new Snapshot(
      this.#given,
      copies,
      copyAll(this.#given, copies, new Pace(), earlier?.copies),
      earlier,
    );
    snapshot.#isOurs = true;
    return snapshot;
  }

  /**
   * The copies, as deep as messages contain texts. A value that cannot be copied is the caller's own. Call it when
   * they are {@link ready}.
   */
  get messages(): readonly M[] {
    return (this.#messages ??= this.#copies?.map(({ of }) => of as M) ?? this.#given);
  }

  /** Whether a message is the same as in the earlier turn. */
  isKnown(index: number): boolean {
    const known = this.earlier?.copies[index];
    return known !== undefined && known === this.#copies?.[index];
  }

  /** The copies that nobody else has. Undefined for a message of which a part could not be copied. */
  ownCopies(): (Copy | undefined)[] {
    const copies = this.#copies ?? [];
    return copies.map((copy, at) => (copy.size === undefined || this.#shared.has(at) ? undefined : copy));
  }

  /** A snapshot of some of the messages. Call it when all are copied. */
  pick(indexes: readonly number[]): Snapshot<M> {
    return new Snapshot(
      indexes.map((at) => this.#given[at]!),
      this.#copies && indexes.map((at) => this.#copies![at]!),
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
    return this.#isOurs || isSame(copy, given) ? given : this.copy(index);
  }

  /** A message that nobody changes before the work is done, for the caller. */
  copy(index: number): M {
    if (this.#isOurs) return this.#given[index]!;
    this.#shared.add(index);
    return this.messages[index]!;
  }
}
