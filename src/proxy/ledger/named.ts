/** Maximum number of names with values of their own. Names come from clients; further ones share a value. */
const MAX_NAMES = 200;
const OTHERS = '(others)';

/** Values by name, in bounded memory. */
export class Named<T> {
  readonly #values = new Map<string, T>();
  readonly #make: () => T;

  constructor(make: () => T) {
    this.#make = make;
  }

  /** The value of a name. It is made if there is none. */
  of(name: string): T {
    const key = this.#values.has(name) || this.#values.size < MAX_NAMES ? name : OTHERS;
    let value = this.#values.get(key);
    if (value === undefined) {
      value = this.#make();
      this.#values.set(key, value);
    }
    return value;
  }

  listed<U>(change: (value: T) => U): Record<string, U> {
    return Object.fromEntries([...this.#values].map(([name, value]) => [name, change(value)]));
  }
}
