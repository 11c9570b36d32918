const NANO_PER_DOLLAR = 1e9;

/** Nano-dollars as people read them: `$12.35`, `$0.0482`, `-$0.000120`; `unknown` for what is not known. */
export function formatDollars(nano: number | undefined): string {
  if (typeof nano !== 'number' || !Number.isFinite(nano)) return 'unknown';
  const dollars = Math.abs(nano) / NANO_PER_DOLLAR;
  const digits = dollars >= 1 || dollars === 0 ? 2 : dollars >= 0.01 ? 4 : dollars >= 0.0001 ? 6 : 9;
  return `${nano < 0 ? '-' : ''}$${dollars.toFixed(digits)}`;
}
