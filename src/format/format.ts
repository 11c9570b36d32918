// Formats numbers for people.
/** 12,345 */
export function count(value: number): string {
  // Not `toLocaleString`: loading Intl takes 17 ms.
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The share of `part` in `whole`, from 0 to 1. 0 if `whole` is 0. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** 41.3% */
export function percent(value: number, sign: string = '%'): string {
  return `${(value * 100).toFixed(1)}${sign}`;
}

/** A count with its noun: `1 line`, `1,234 lines`. */
export function plural(value: number, one: string, many: string = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
