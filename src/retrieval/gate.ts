import type { Fields } from '../providers/index.js';

/** Holds back what belongs to calls that may be answered here, until it is known whether they are. Everything else goes on at once. */
export class Gate {
  #held: Fields[] = [];
  #isOpen: boolean;
  #isEnding = false;
  readonly #holdsOthers: boolean;

  /** @param answers - whether our calls are answered; `answersOthers`: those beside them, too. */
  constructor(answers: boolean, answersOthers: boolean) {
    this.#isOpen = !answers;
    this.#holdsOthers = answersOthers;
  }

  /** Whether nothing is held back any more. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A call begins. Where nobody here answers it, the response is the caller's, and all of it goes on. */
  begin(isOwn: boolean): void {
    if (!isOwn && !this.#holdsOthers) this.#isOpen = true;
  }

  /** Opens it for good. */
  open(): void {
    this.#isOpen = true;
  }

  /** Holds an event back. */
  hold(event: Fields): void {
    this.#held.push(event);
  }

  /** The response ends: what is left of it waits if anything does. */
  end(): void {
    this.#isEnding = this.#held.length > 0 && !this.#isOpen;
  }

  /** Whether anything is held back. */
  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** Whether all that comes now waits. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** What was held back, to be passed on in that order. */
  release(): readonly Fields[] {
    this.#isEnding = false;
    return this.#held.splice(0);
  }
}
