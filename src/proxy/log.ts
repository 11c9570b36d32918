// Writes a line of JSON for each request, without contents, to a file that only its user can read.
import { appendFile, appendFileSync, renameSync, statSync } from 'node:fs';
import { ConfigurationError } from '../errors/index.js';
import type { Recent } from './ledger/index.js';

/** The time for which lines are collected, in milliseconds. */
const WAIT_MS = 500;
/** Maximum length of the file, in bytes. A longer one is renamed to `FILE.1`. */
const MAX_BYTES = 64 * 2 ** 20;
const MODE = 0o600;

export class RequestLog {
  readonly #path: string;
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #length: number;

  /** @throws `ConfigurationError` where the file cannot be written. */
  constructor(path: string) {
    this.#path = path;
    try {
      appendFileSync(path, '', { mode: MODE });
      this.#length = statSync(path).size;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new ConfigurationError(`cannot write the log file ${path} (${code})`, 'logFile', undefined, { cause });
    }
  }

  add(request: Recent): void {
    this.#lines.push(JSON.stringify(request));
    this.#timer ??= setTimeout(
      () => this.#write((text) => appendFile(this.#path, text, { mode: MODE }, ignore)),
      WAIT_MS,
    );
    this.#timer.unref();
  }

  close(): void {
    this.#write((text) => appendFileSync(this.#path, text, { mode: MODE }));
  }

  /** Writes the lines. A failure does not affect requests. */
  #write(append: (text: string) => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const text = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    try {
      if (this.#length > MAX_BYTES) {
        renameSync(this.#path, `${this.#path}.1`);
        this.#length = 0;
      }
      this.#length += Buffer.byteLength(text);
      append(text);
    } catch {
      // The next lines try again.
    }
  }
}

const ignore = (): void => undefined;
