import type { Fields, Gate as Held } from '../providers/index.js';
import { isOwnCall } from '../tool/index.js';

/** Holds back what belongs to calls that may be answered here, until it is known whether they are. Everything else goes on at once. */
export class Gate implements Held {
  #held: Fields[] = [];
  #isOpen: boolean;
  #isEnding = false;
  readonly #holdsOthers: boolean;

  /** @param answers - whether our calls are answered; `answersOthers`: those beside them, too. */
  constructor(answers: boolean, answersOthers: boolean) {
    this.#isOpen = !answers;
    this.#holdsOthers = answersOthers;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Where nobody here answers a call, the response is the caller's, and all of it goes on. */
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
