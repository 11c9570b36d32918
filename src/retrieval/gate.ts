import type { Fields, Gate as Held } from '../providers/index.js';
import { isOwnCall } from '../tool/index.js';

/**
 * Holds back the events of calls that may be answered here, until that is decided. All other events are passed on at
 * once.
 */
export class Gate implements Held {
  #held: Fields[] = [];
  #isOpen: boolean;
  #isEnding = false;
  readonly #holdsOthers: boolean;

  /**
   * @param answers - whether calls of `headroom_retrieve` are answered here.
   * @param answersOthers - whether calls of other tools are answered here, too.
   */
  constructor(answers: boolean, answersOthers: boolean) {
    this.#isOpen = !answers;
    this.#holdsOthers = answersOthers;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A call that is not answered here is the caller's, so the caller gets the whole response. */
  begin(call: Fields): void {
    if (!isOwnCall(call) && !this.#holdsOthers) this.#isOpen = true;
  }

  open(): void {
    this.#isOpen = true;
  }

  hold(event: Fields): void {
    this.#held.push(event);
  }

  end(): void {
    this.#isEnding = this.#held.length > 0 && !this.#isOpen;
  }

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  release(): readonly Fields[] {
    this.#isEnding = false;
    return this.#held.splice(0);
  }
}
