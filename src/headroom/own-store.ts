// The store of an instance. It is opened when it is first needed.
import { ConfigurationError } from '../errors/index.js';
import { originalsAt, type Originals, type Store, type StoreLimits, type StoreLocation } from '../store/index.js';
import type { Durability } from './setup.js';

/** The originals of one scope, and the store of this package that has them, if one has. */
interface Opened {
  readonly originals: Originals;
  readonly store: Store | undefined;
}

/** The store and the scope that an instance was given. */
export class OwnStore {
  readonly #location: StoreLocation | undefined;
  readonly #scope: string | undefined;
  readonly #limits: StoreLimits;
  #opened: Promise<Opened> | undefined;

  constructor(location: StoreLocation | false | undefined, scope: string | undefined, limits: StoreLimits) {
    this.#location = location === false ? undefined : location;
    this.#scope = scope;
    this.#limits = limits;
  }

  /** Whether the instance has a store. */
  get isSet(): boolean {
    return this.#location !== undefined;
  }

  /** Opens the originals of the scope. Undefined if there is no store. */
  open(): Promise<Originals> | undefined {
    if (this.#location === undefined) return undefined;
    this.#opened ??= originalsAt(this.#location, this.#scope, this.#limits);
    return this.#opened.then(({ originals }) => originals);
  }

  /** Opens the originals of the scope. @throws `ConfigurationError` if there is no store. */
  async originals(): Promise<Originals> {
    const originals = await this.open();
    if (!originals) throw new ConfigurationError('there is no store: set the option `store`', 'store');
    return originals;
  }

  /** Says whether stored texts outlive the process, and whether they are meant to. */
  async durability(): Promise<Durability> {
    return {
      meant: typeof this.#location !== 'object' && this.#location !== ':memory:',
      lasting: (await (await this.#opened)?.store?.stats())?.lasting === true,
    };
  }
}
