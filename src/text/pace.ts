// Long work in turns, so that other work never waits for it much longer than half a millisecond.

/** Those who wait for a turn, in order. */
const waiting: (() => void)[] = [];

/** Lets the event loop turn. In each turn one of those who wait goes on: many calls at once make no longer turns than one. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  waiting.shift()!();
  if (waiting.length > 0) setImmediate(next);
}

/** So many units of work make a turn. A unit takes some 100 ns: it is a value that is looked at, or {@link TEXT_UNITS} units of a text. */
const TURN = 2048;
/** So many UTF-16 units of a text are copied in the time of a unit of work. */
const TEXT_UNITS = 128;
/** What a turn takes on a slow machine, in milliseconds. */
const MAX_TURN_MS = 0.4;
/** After so many units it is looked whether it took so long. */
const CHECKED = 64;

/** What copying a text of this length takes, in units of work. */
export function unitsOf(length: number): number {
  return Math.ceil(length / TEXT_UNITS);
}

/** Hands out work in turns. Several may share one. */
export class Pace {
  #left: number;
  /** Where `#left` is when the clock is looked at next; the first turn goes by units alone. */
  #nextCheck = -Infinity;
  #started = 0;
  #pausing: Promise<void> | undefined;

  /** @param first - the units of the first turn, in which a function is called. */
  constructor(first: number = TURN) {
    this.#left = first;
  }

  /** Asks for so much work. A promise, where there is to be none before it is kept. */
  ask(units: number): Promise<void> | undefined {
    return this.#take(units) ? undefined : this.#wait(units);
  }

  #take(units: number): boolean {
    if (this.#left <= 0) return false;
    this.#left -= units;
    if (this.#left <= this.#nextCheck) {
      this.#nextCheck = this.#left - CHECKED;
      if (performance.now() - this.#started > MAX_TURN_MS) this.#left = 0;
    }
    return true;
  }

  async #wait(units: number): Promise<void> {
    do await (this.#pausing ??= pause().then(() => this.#begin()));
    while (!this.#take(units));
  }

  #begin(): void {
    this.#pausing = undefined;
    this.#left = TURN;
    this.#nextCheck = TURN - CHECKED;
    this.#started = performance.now();
  }
}
