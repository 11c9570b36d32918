// Random input that comes from a seed, and properties that name the seed they fail for.

/** Numbers from a seed: the generator "mulberry32" by Tommy Ettinger. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) % end;
  }

  /** True once in so many times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of these. */
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** So many of whatever `make` makes. */
  many<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** The same in another order. */
  shuffled<T>(from: readonly T[]): T[] {
    const out = from.slice();
    for (let end = out.length; end > 1; end--) {
      const at = this.below(end);
      [out[at], out[end - 1]] = [out[end - 1]!, out[at]!];
    }
    return out;
  }
}

/** A property that says 1,000 is tried with this many cases, and others with as many in proportion. HEADROOM_CASES sets it. */
const NOMINAL = 1000;
export const CASES = Number(process.env['HEADROOM_CASES'] ?? NOMINAL);

/** The seeds to try: the first `nominal` in proportion to HEADROOM_CASES, or the one that HEADROOM_SEED names. */
export function seeds(nominal: number = NOMINAL): number[] {
  const one = process.env['HEADROOM_SEED'];
  const count = Math.ceil((nominal * CASES) / NOMINAL);
  return one === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(one)];
}

/** Tries `property` with every seed. Its failure says how to see it again. */
export async function forAll(
  property: (random: Random, seed: number) => Promise<void> | void,
  nominal: number = NOMINAL,
): Promise<void> {
  for (const seed of seeds(nominal)) {
    try {
      await property(new Random(seed), seed);
    } catch (error) {
      throw new Error(`HEADROOM_SEED=${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
