// Remembers which conversations have the tool `headroom_retrieve`. They need it in every request, also after a
// restart and in other processes.
import { appendFileSync, closeSync, openSync, readFileSync, readSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../config/index.js';

/** The maximum number of remembered conversations. The oldest ones are forgotten first. */
const MAX_CONVERSATIONS = 20_000;
const KEY = /^[0-9a-f]{32}$/;

/** Remembers keys of conversations, in a file if there is one. */
export class Memory {
  readonly #keys: Set<string>;
  readonly #path: string | undefined;
  /** The offset up to which the file has been read. */
  #read: number;

  constructor(path: string | undefined) {
    this.#path = path;
    this.#keys = new Set(path === undefined ? [] : keysIn(path));
    this.#read = path === undefined ? 0 : sizeOf(path);
  }

  has(key: string): boolean {
    return this.#keys.has(key) || (this.#path !== undefined && this.#hasLearnt(this.#path, key));
  }

  /** Remembers a key. Returns false if it could not be written, so that it would be forgotten. */
  add(key: string): boolean {
    if (this.#keys.has(key)) return true;
    try {
      if (this.#path !== undefined) appendFileSync(this.#path, `${key}\n`, { mode: 0o600 });
    } catch {
      return false;
    }
    this.#remember(key);
    return true;
  }

  /** True if another process has written a key since then. */
  #hasLearnt(path: string, key: string): boolean {
    const size = sizeOf(path);
    if (size <= this.#read) return false;
    try {
      for (const own of linesFrom(path, this.#read, size)) if (KEY.test(own)) this.#remember(own);
    } catch {
      return false;
    }
    this.#read = size;
    return this.#keys.has(key);
  }

  #remember(key: string): void {
    this.#keys.add(key);
    const [oldest] = this.#keys;
    if (this.#keys.size > MAX_CONVERSATIONS) this.#keys.delete(oldest!);
  }
}

/** A file that cannot be read adds no keys. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function linesFrom(path: string, start: number, end: number): string[] {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(end - start);
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, start)).split('\n');
  } finally {
    closeSync(file);
  }
}

/** Reads the keys in a file. Creates the file if it is missing, and shortens it if it is too long. */
function keysIn(path: string): string[] {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, '', { flag: 'a', mode: 0o600 });
    const all = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => KEY.test(line));
    const kept = all.slice(-MAX_CONVERSATIONS);
    if (kept.length < all.length) writeFileSync(path, kept.map((key) => `${key}\n`).join(''), { mode: 0o600 });
    return kept;
  } catch {
    return [];
  }
}
