// Splits long work into turns of the event loop, so that other work waits at most about half a millisecond.

/** Callbacks that wait for a turn, in order. */
const waiting: (() => void)[] = [];

/**
 * Waits for the next free turn of the event loop. Each turn resumes one caller, so that many callers make no turn
 * longer.
 */
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

/**
 * Maximum units of work in a turn. A unit takes about 100 ns: reading one value, or copying {@link TEXT_UNITS} UTF-16
 * units of a text.
 */
const MAX_TURN_UNITS = 2048;
/** UTF-16 units of a text that are copied in one unit of work. */
const TEXT_UNITS = 128;
/** Maximum duration of a turn, in milliseconds, for slow machines. */
const MAX_TURN_MS = 0.4;
/** The clock is read after this many units. */
const CHECK_INTERVAL = 64;

/** Units of work for copying a text of this length. */
export function unitsOf(length: number): number {
  return Math.ceil(length / TEXT_UNITS);
}

/** Grants work within the limits of a turn. Several tasks may share one. */
export class Pace {
  #left: number;
  /** The value of `#left` at which the clock is read next. In the first turn only units count. */
  #nextCheck = -Infinity;
  #started = 0;
  #pausing: Promise<void> | undefined;

  /** @param first - the units of the first turn, which the caller of the function has partly used. */
  constructor(first: number = MAX_TURN_UNITS) {
    this.#left = first;
  }

  /** Asks for units of work. If a promise is returned, the work must wait for it. */
  ask(units: number): Promise<void> | undefined {
    return this.#take(units) ? undefined : this.#wait(units);
  }

  #take(units: number): boolean {
    if (this.#left <= 0) return false;
    this.#left -= units;
    if (this.#left <= this.#nextCheck) {
      this.#nextCheck = this.#left - CHECK_INTERVAL;
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
    this.#left = MAX_TURN_UNITS;
    this.#nextCheck = MAX_TURN_UNITS - CHECK_INTERVAL;
    this.#started = performance.now();
  }
}
