// Random input from a seed, and properties whose failures name the seed.

/** Pseudorandom numbers: the generator "mulberry32" by Tommy Ettinger. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `end` - 1. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) % end;
  }

  /** True with a probability of 1 in `times`. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** A random element. */
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** A list of `count` values from `make`. */
  many<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** A copy in random order. */
  shuffled<T>(from: readonly T[]): T[] {
    const out = from.slice();
    for (let end = out.length; end > 1; end--) {
      const at = this.below(end);
      [out[at], out[end - 1]] = [out[end - 1]!, out[at]!];
    }
    return out;
  }
}

/** The default number of cases. HEADROOM_CASES replaces it, and scales properties with another number in proportion. */
const NOMINAL = 1000;
export const CASES = Number(process.env['HEADROOM_CASES'] ?? NOMINAL);

/** The seeds to try: the first `nominal`, scaled by HEADROOM_CASES, or the one in HEADROOM_SEED. */
export function seeds(nominal: number = NOMINAL): number[] {
  const one = process.env['HEADROOM_SEED'];
  const count = Math.ceil((nominal * CASES) / NOMINAL);
  return one === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(one)];
}

/** Tries `property` with every seed. A failure names the seed, to reproduce it. */
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
