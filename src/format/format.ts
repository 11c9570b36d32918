// Numbers as people read them.
/** 12,345 */
export function count(value: number): string {
  // Intl takes 17 ms to start.
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** What part `part` is of `whole`, from 0 to 1. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** 41.3% */
export function percent(value: number, sign: string = '%'): string {
  return `${(value * 100).toFixed(1)}${sign}`;
}

/** One or many of something. */
export function plural(value: number, one: string, many: string = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
