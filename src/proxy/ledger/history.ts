// Savings so far, including those before a restart and those of other processes.
import { readFileSync } from 'node:fs';
import { Buckets, DIMENSIONS, startOf, type Bucket, type Dimension, type Period } from './buckets.js';
import { SharedLines } from './file.js';
import { bucketIn, lineOf } from './lines.js';
import { addTo, none, type Sums } from './sums.js';

/** The interval of writes, in milliseconds. A killed process loses the figures of at most this time. */
const FLUSH_MS = 2000;

/** The number of tries at the end of the process while another process writes, and the pause between them. */
const MAX_TRIES = 20;
const PAUSE_MS = 25;

/** The name in each dimension under which figures are counted. */
export type Names = Readonly<Partial<Record<Dimension, string>>>;

export class History {
  readonly #file: SharedLines | undefined;
  /** Is told of the first problem. */
  #onProblem: ((problem: string) => void) | undefined;
  #all = new Buckets();
  /** Sums of the current periods, as they were last asked for. */
  readonly #current = new Map<Period, { readonly start: number; readonly sums: Sums }>();
  /** Sums that are not yet in the file. */
  #pending = new Buckets();
  #timer: NodeJS.Timeout | undefined;
  /** Why the file cannot be used. Then savings are only kept in memory. */
  #problem: string | undefined;

  /**
   * @param path - of the file. Without one, savings end with the process.
   * @param onProblem - is called once, if the file cannot be used.
   */
  constructor(path: string | undefined, onProblem?: (problem: string) => void) {
    this.#onProblem = onProblem;
    try {
      this.#file = path === undefined ? undefined : new SharedLines(path);
      // The whole file is read again when it is free.
      if (this.#file?.whileLocked(() => this.#exchange(this.#file!)) === false) this.#take(this.#file.peek());
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * The savings in a file, which stays as it is. @throws the error of the system if it cannot be read.
   *
   * @returns Undefined if none of its lines has savings.
   */
  static read(path: string): History | undefined {
    const history = new History(undefined);
    history.#take(readFileSync(path, 'utf8').split('\n'));
    return history.#all.size > 0 ? history : undefined;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Adds sums now, under each of the names. */
  add(names: Names, sums: Partial<Sums>, now: number = Date.now()): void {
    const start = startOf('hour', now);
    for (const dimension of DIMENSIONS) {
      const name = names[dimension];
      if (name === undefined) continue;
      const bucket = { period: 'hour' as const, start, dimension, name, sums };
      this.#all.add(bucket);
      if (this.#file) this.#pending.add(bucket);
    }
    if (names.all !== undefined)
      for (const current of this.#current.values()) if (current.start <= now) addTo(current.sums, sums);
    if (this.#file) this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  /** Sums of all requests in the period around a time. Cheap, because every request may ask for it. */
  current(period: Period, now: number = Date.now()): Sums {
    const start = startOf(period, now);
    const known = this.#current.get(period);
    if (known?.start === start) return known.sums;
    const sums = this.total(start);
    this.#current.set(period, { start, sums });
    return sums;
  }

  /** Sums since a time, by name. */
  since(time: number, dimension: Dimension): Map<string, Sums> {
    const found = new Map<string, Sums>();
    for (const bucket of this.#all.values()) {
      if (bucket.dimension !== dimension || bucket.start < time) continue;
      const sums = found.get(bucket.name) ?? none();
      addTo(sums, bucket.sums);
      found.set(bucket.name, sums);
    }
    return found;
  }

  /** Sums of all requests since a time. */
  total(since: number = 0): Sums {
    return this.since(since, 'all').get('') ?? none();
  }

  /** Sums of a dimension by periods, the oldest first. What was rolled up into longer periods stands at their beginning. */
  series(period: Period, dimension: Dimension = 'all'): Bucket[] {
    const found = new Buckets();
    for (const bucket of this.#all.values())
      if (bucket.dimension === dimension) found.add({ ...bucket, period, start: startOf(period, bucket.start) });
    return [...found.values()].sort((a, b) => a.start - b.start);
  }

  /** Writes new sums, and reads those of other processes. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const file = this.#file;
    if (!file) return;
    try {
      const isDone = file.whileLocked(() => this.#exchange(file));
      if (!isDone && this.#pending.size > 0) this.#timer = setTimeout(() => this.flush(), FLUSH_MS).unref();
      if (isDone) this.#problem = undefined;
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Writes new sums, and waits a little while another process writes. */
  async close(): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      this.flush();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      if (this.#pending.size === 0 || this.#problem !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  #exchange(file: SharedLines): void {
    const { lines, isNew } = file.news();
    const pending = [...this.#pending.values()];
    if (lines.length > 0) this.#current.clear();
    // A new file has all sums of others, and those of ours that were written.
    if (isNew) this.#all = new Buckets();
    this.#take(lines);
    if (isNew) for (const bucket of pending) this.#all.add(bucket);
    if (file.isLong) {
      this.#all = this.#all.rolledUp(Date.now());
      file.replace(Array.from(this.#all.values(), lineOf));
    } else if (pending.length > 0) file.append(pending.map(lineOf));
    this.#pending = new Buckets();
  }

  #take(lines: readonly string[]): void {
    for (const line of lines) {
      const bucket = bucketIn(line);
      if (bucket) this.#all.add(bucket);
    }
  }

  #fail(error: unknown): void {
    this.#problem = (error as NodeJS.ErrnoException).code ?? 'unknown';
    this.#onProblem?.(this.#problem);
    this.#onProblem = undefined;
    if (this.#pending.size > 0) this.#timer ??= setTimeout(() => this.flush(), 30 * FLUSH_MS).unref();
  }
}
