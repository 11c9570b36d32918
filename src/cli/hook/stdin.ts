import { readSync } from 'node:fs';

const CHUNK = 1 << 16;

/**
 * Reads standard input to its end. Undefined if it is longer than `max` bytes; all of it is read even then, so that the
 * writer succeeds. The stream of Node costs more than the rest of a hook, so it is used only if the input cannot be
 * waited for.
 */
export async function readInput(max: number): Promise<string | undefined> {
  const input = new Input(max);
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (let length = readSync(0, chunk); length > 0; length = readSync(0, chunk)) input.add(chunk.subarray(0, length));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows reports the end of a pipe as an error.
    if (code === 'EAGAIN') for await (const more of process.stdin as AsyncIterable<Buffer>) input.add(more);
    else if (code !== 'EOF') throw error;
  }
  return input.text();
}

class Input {
  readonly #max: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add(chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length <= this.#max) this.#chunks.push(Buffer.from(chunk));
  }

  text(): string | undefined {
    return this.#length > this.#max ? undefined : Buffer.concat(this.#chunks).toString('utf8');
  }
}
