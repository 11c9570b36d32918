import type { Counts, Fields, Report } from '../providers/index.js';
import type { Usage } from './types.js';

/** Maximum number of tokens in a request. A larger number is an error of the report. */
const MAX_TOKENS = 1e9;

/** Reads numbers of tokens, and records whether all of them are valid. */
export class Reading implements Report {
  readonly fields: Fields;
  #complete = true;

  constructor(fields: Fields) {
    this.fields = fields;
  }

  /** The first of these fields that is set. Without any of them the report is incomplete. */
  need(...names: readonly string[]): number {
    const found = this.find(this.fields, names);
    if (found === undefined) this.doubt();
    return found ?? 0;
  }

  /** The first of these fields that is set, or 0. */
  may(...names: readonly string[]): number {
    return this.find(this.fields, names) ?? 0;
  }

  /**
   * The first of these fields that is set in the given object. A value that is not a number of tokens counts as 0, and
   * makes the report incomplete.
   */
  find(fields: Fields, names: readonly string[]): number | undefined {
    const value = names.map((name) => fields[name]).find((found) => found !== undefined && found !== null);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS) return value;
    this.doubt();
    return 0;
  }

  /** Marks the report as incomplete. */
  doubt(): void {
    this.#complete = false;
  }

  /** The usage, with the prompt in parts that do not overlap. */
  usage(counts: Counts | undefined): Usage {
    if (!counts) return { input: 0, cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 0, complete: false };
    const { prompt, read, write, write1h = 0, output } = counts;
    const cachedRead = this.#within(read, prompt ?? MAX_TOKENS);
    const written = this.#within(write, (prompt ?? 2 * MAX_TOKENS) - cachedRead);
    const cacheWrite1h = this.#within(write1h, written);
    const input = counts.input ?? (prompt ?? 0) - cachedRead - written;
    return { input, cachedRead, cacheWrite5m: written - cacheWrite1h, cacheWrite1h, output, complete: this.#complete };
  }

  #within(part: number, whole: number): number {
    if (part > whole) this.doubt();
    return Math.min(part, whole);
  }
}
