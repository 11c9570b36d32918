// A model that gives its memory back while nobody uses it.
import { HeadroomError } from '../errors/index.js';

/** What is asked of a model of the addon. */
interface Closable {
  close(): void;
}

/** A loaded model. After a time without work it is freed, and the next call loads it again. */
export class Resident<M extends Closable> {
  readonly #load: (signal?: AbortSignal) => Promise<M>;
  readonly #idleMs: number | undefined;
  #model: Promise<M> | undefined;
  #working = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param model - the model, loaded by `load`. */
  constructor(model: M, load: (signal?: AbortSignal) => Promise<M>, idleMs: number | undefined) {
    this.#model = Promise.resolve(model);
    this.#load = load;
    this.#idleMs = idleMs;
    this.#rest();
  }

  /** Whether it is in memory, or is being loaded. @throws `HeadroomError` (`closed`) */
  get isLoaded(): boolean {
    this.#checkOpen();
    return this.#model !== undefined;
  }

  /** Has work done by the model. */
  async use<T>(work: (model: M) => Promise<T>): Promise<T> {
    this.#checkOpen();
    clearTimeout(this.#timer);
    this.#working += 1;
    try {
      return await work(await (this.#model ??= this.#loaded()));
    } finally {
      this.#working -= 1;
      this.#rest();
    }
  }

  /** Frees the model as soon as no work uses it. */
  close(): void {
    this.#isClosed = true;
    this.#free();
  }

  #loaded(): Promise<M> {
    const loading = this.#load();
    // The next call tries again.
    loading.catch(() => (this.#model = undefined));
    return loading;
  }

  #rest(): void {
    if (this.#isClosed) this.#free();
    if (this.#isClosed || this.#idleMs === undefined || this.#working > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#free(), this.#idleMs).unref();
  }

  #free(): void {
    clearTimeout(this.#timer);
    void this.#model?.then(
      (model) => model.close(),
      () => undefined,
    );
    this.#model = undefined;
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new HeadroomError('closed', 'the model is closed');
  }
}
