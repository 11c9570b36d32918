// Numbers as people read them.
const WHOLE = new Intl.NumberFormat('en-US');

/** 12,345 */
export function count(value: number): string {
  return WHOLE.format(value);
}

/** 41.3% */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** $12.34 */
export function dollars(value: number, digits: number = 2): string {
  return `$${value.toFixed(digits)}`;
}

/** One or many of something. */
export function plural(value: number, one: string, many: string = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
