// One output stream of a program. It is held until it ends, and then printed in short form. If it gets too long or
// takes too long, it is passed on as it comes.
import type { Writable } from 'node:stream';

/** The maximum number of bytes held. */
const MAX_HELD = 32 * 2 ** 20;

export class Held {
  readonly #to: Writable;
  #chunks: Buffer[] = [];
  #length = 0;
  #isPassing = false;

  constructor(to: Writable) {
    this.#to = to;
  }

  add(chunk: Buffer): void {
    if (this.#isPassing) return void this.#to.write(chunk);
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length > MAX_HELD) this.flush();
  }

  /** Passes on what is held and everything after it. */
  flush(): void {
    this.#isPassing = true;
    for (const chunk of this.#chunks) this.#to.write(chunk);
    this.#chunks = [];
  }

  /** Prints the short form of what is held, and resolves when all is written. */
  async end(store: string | true | undefined): Promise<void> {
    if (!this.#isPassing && this.#length > 0) {
      const held = Buffer.concat(this.#chunks);
      this.#chunks = [];
      const short = await (await import('./shorten.js')).shorten(held, store).catch(() => held);
      this.#to.write(short);
    }
    await new Promise<void>((resolve) => this.#to.write('', () => resolve()));
  }
}
