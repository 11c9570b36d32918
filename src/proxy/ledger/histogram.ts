// Counts values in ranges, so that percentiles need a fixed amount of memory.

/** Upper ends of the ranges of times, in milliseconds. */
const TIMES: readonly number[] = [
  0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000,
];

/** Upper ends of the ranges of shares. */
export const SHARES: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export class Histogram {
  readonly bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;
  #count = 0;
  #largest = 0;

  /** @param bounds - the upper ends of its ranges, in ascending order. */
  constructor(bounds: readonly number[] = TIMES) {
    this.bounds = bounds;
    this.#counts = new Array<number>(bounds.length + 1).fill(0);
  }

  add(value: number): void {
    const at = this.bounds.findIndex((bound) => value <= bound);
    this.#counts[at < 0 ? this.bounds.length : at]! += 1;
    this.#sum += value;
    this.#count += 1;
    this.#largest = Math.max(this.#largest, value);
  }

  get sum(): number {
    return this.#sum;
  }

  get count(): number {
    return this.#count;
  }

  get largest(): number {
    return this.#largest;
  }

  /** The number of values up to each bound. */
  cumulative(): number[] {
    let sum = 0;
    return this.bounds.map((_, at) => (sum += this.#counts[at]!));
  }

  /** The value that a share of all values did not exceed: the end of its range, or the largest value. */
  percentile(share: number): number {
    const wanted = this.#count * share;
    const at = this.cumulative().findIndex((count) => count >= wanted);
    return this.#count === 0 ? 0 : Math.min(this.#largest, this.bounds[at] ?? this.#largest);
  }
}
