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

/** How many random conversations each property is tried with; HEADROOM_CASES asks for more. */
export const CASES = Number(process.env['HEADROOM_CASES'] ?? 1000);

/** The seeds to try: `count` of them, or the one that HEADROOM_SEED names. */
export function seeds(count: number = CASES): number[] {
  const one = process.env['HEADROOM_SEED'];
  return one === undefined ? Array.from({ length: count }, (_, seed) => seed) : [Number(one)];
}

/** Tries `property` with every seed. Its failure says how to see it again. */
export async function forAll(
  property: (random: Random, seed: number) => Promise<void> | void,
  count: number = CASES,
): Promise<void> {
  for (const seed of seeds(count)) {
    try {
      await property(new Random(seed), seed);
    } catch (error) {
      throw new Error(`HEADROOM_SEED=${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
