/** Money is counted in nano-dollars, so that sums are whole numbers. */
export const NANO_PER_DOLLAR = 1e9;

/**
 * Writes nano-dollars for people: `$12.35`, `$0.0482`, `-$0.000120`, or `unknown` for undefined.
 *
 * @example
 * ```ts
 * import { formatDollars } from '@headroom/native/cost';
 *
 * console.log(formatDollars(12_345_678_900), formatDollars(undefined)); // $12.35 unknown
 * ```
 */
export function formatDollars(nano: number | undefined): string {
  if (typeof nano !== 'number' || !Number.isFinite(nano)) return 'unknown';
  const dollars = Math.abs(nano) / NANO_PER_DOLLAR;
  const digits = dollars >= 1 || dollars === 0 ? 2 : dollars >= 0.01 ? 4 : dollars >= 0.0001 ? 6 : 9;
  return `${nano < 0 ? '-' : ''}$${dollars.toFixed(digits)}`;
}
