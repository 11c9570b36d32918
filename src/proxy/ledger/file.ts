// A file of savings that several processes add lines to. Each line is JSON with sums. A torn or forged line is ignored.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../config/index.js';

/** Maximum length of the file, in bytes. A longer one is rewritten. */
const MAX_BYTES: number = 1 << 20;
/** Maximum age of a lock, in milliseconds. An older one belongs to a process that died. */
const STALE_MS = 10_000;
const MODE = 0o600;

/** Lines that processes share. All methods throw if the file cannot be used. */
export class SharedLines {
  readonly #path: string;
  /** The file that was read, and the offset up to which it was read. */
  #read = { inode: -1, offset: 0 };

  constructor(path: string) {
    this.#path = path;
    makeFolder(dirname(path));
  }

  /** Does work while no other process writes. Returns false if another process does. */
  whileLocked(work: () => void): boolean {
    const lock = `${this.#path}.lock`;
    try {
      closeSync(openSync(lock, 'wx', MODE));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (ageOf(lock) > STALE_MS) rmSync(lock, { force: true });
      return false;
    }
    try {
      work();
    } finally {
      rmSync(lock, { force: true });
    }
    return true;
  }

  /** All lines, even while another process writes. The last one may be torn. */
  peek(): readonly string[] {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** The lines that other processes added. `isNew`: the file was replaced, and these are all its lines. */
  news(): { readonly lines: readonly string[]; readonly isNew: boolean } {
    const file = openSync(this.#path, 'a+', MODE);
    try {
      const { ino, size } = fstatSync(file);
      const isNew = ino !== this.#read.inode || size < this.#read.offset;
      const from = isNew ? 0 : this.#read.offset;
      const bytes = Buffer.alloc(size - from);
      const length = readSync(file, bytes, 0, bytes.length, from);
      this.#read = { inode: ino, offset: from + length };
      return { lines: bytes.toString('utf8', 0, length).split('\n').filter(Boolean), isNew };
    } finally {
      closeSync(file);
    }
  }

  get isLong(): boolean {
    return this.#read.offset > MAX_BYTES;
  }

  /** Adds lines. A torn line before them stays a line of its own. */
  append(lines: readonly string[]): void {
    const text = `\n${lines.join('\n')}\n`;
    appendFileSync(this.#path, text, { mode: MODE });
    this.#read.offset += Buffer.byteLength(text);
  }

  /** Replaces all lines. */
  replace(lines: readonly string[]): void {
    const next = `${this.#path}.${process.pid}`;
    const text = `${lines.join('\n')}\n`;
    writeFileSync(next, text, { mode: MODE });
    renameSync(next, this.#path);
    this.#read = { inode: statSync(this.#path).ino, offset: Buffer.byteLength(text) };
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}
