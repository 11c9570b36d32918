// Sums by time and name. Old ones are rolled up, so that years fit into a small file.
import { addTo, none, type Sums } from './sums.js';

/** The meaning of the names in buckets. `all` has a single name. */
export const DIMENSIONS = ['all', 'model', 'project', 'route', 'tool'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Periods, from short to long. All are in UTC, and weeks begin on Monday. */
export const PERIODS = ['hour', 'day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Sums of one name in one period. */
export interface Bucket {
  readonly period: Period;
  /** The start of the period, by `Date.now`. */
  readonly start: number;
  readonly dimension: Dimension;
  readonly name: string;
  readonly sums: Sums;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 1970 began on a Thursday. */
const MONDAY = 4 * DAY;
/** Hours and days are kept for this time. Months are kept forever. */
const HOURS_FOR = 35 * DAY;
const DAYS_FOR = 400 * DAY;
/** Maximum number of names with sums of their own, in each period of a dimension. Names come from clients; further ones share a sum. */
const MAX_NAMES = 100;
const OTHERS = '(others)';

/** The start of the period around a time. */
export function startOf(period: Period, time: number): number {
  if (period === 'hour') return time - (time % HOUR);
  if (period === 'day') return time - (time % DAY);
  if (period === 'week') return time - ((((time - MONDAY) % (7 * DAY)) + 7 * DAY) % (7 * DAY));
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  /** The number of names in each period of a dimension. */
  readonly #names = new Map<string, number>();

  add({ period, start, dimension, name, sums }: Omit<Bucket, 'sums'> & { readonly sums: Partial<Sums> }): void {
    const group = `${period} ${start} ${dimension}`;
    const count = this.#names.get(group) ?? 0;
    const own = this.#buckets.has(`${group} ${name}`) || count < MAX_NAMES ? name : OTHERS;
    const key = `${group} ${own}`;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = { period, start, dimension, name: own, sums: none() };
      this.#buckets.set(key, bucket);
      this.#names.set(group, count + 1);
    }
    addTo(bucket.sums, sums);
  }

  values(): IterableIterator<Bucket> {
    return this.#buckets.values();
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** The same sums, with old periods rolled up into longer ones. */
  rolledUp(now: number): Buckets {
    const rolled = new Buckets();
    for (const bucket of this.#buckets.values()) {
      const period = periodAt(bucket, now);
      rolled.add({ ...bucket, period, start: startOf(period, bucket.start) });
    }
    return rolled;
  }
}

function periodAt({ period, start }: Bucket, now: number): Period {
  if (now - start > DAYS_FOR) return 'month';
  return now - start > HOURS_FOR && period === 'hour' ? 'day' : period;
}
