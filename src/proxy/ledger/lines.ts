// Writes and reads buckets as lines of JSON. A line may be torn or forged.
import { isRecord } from '../../providers/index.js';
import { DIMENSIONS, PERIODS, startOf, type Bucket } from './buckets.js';
import { NAMES, none } from './sums.js';

/** Maximum length of a name, in characters. */
const MAX_NAME = 200;

/** A bucket as a line, without its zeros. */
export function lineOf({ period, start, dimension, name, sums }: Bucket): string {
  const set = NAMES.filter((field) => sums[field] !== 0).map((field) => [field, sums[field]]);
  return JSON.stringify({ [period]: start, [dimension]: name.slice(0, MAX_NAME), ...Object.fromEntries(set) });
}

/** The bucket in a line. Undefined if the line is not one. */
export function bucketIn(line: string): Bucket | undefined {
  const value = parsed(line);
  if (!isRecord(value)) return undefined;
  const period = PERIODS.find((known) => Number.isSafeInteger(value[known]));
  const dimension = DIMENSIONS.find((known) => typeof value[known] === 'string');
  if (!period || !dimension) return undefined;
  const sums = none();
  for (const field of NAMES) {
    const said = value[field];
    if (typeof said === 'number' && Number.isFinite(said)) sums[field] = said;
  }
  return { period, start: startOf(period, value[period] as number), dimension, name: value[dimension] as string, sums };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
