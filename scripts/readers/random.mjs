/** Numbers and choices from a seed (mulberry32). */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `end`. */
  below(end) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** A letter and digits, such as `q4821`. */
  id(letter) {
    return `${letter}${1000 + this.below(9000)}`;
  }
}

/** `count` items, each made from its index. */
export const times = (count, make) => Array.from({ length: count }, (_, at) => make(at));

/** A number with at least two digits. */
export const two = (number) => String(number).padStart(2, '0');

/** Some items, evenly spread. */
export const some = (list, count) => times(count, (at) => list[Math.floor(((at + 0.5) * list.length) / count)]);
