// Amounts with units, as people write them on a command line, in a variable or in a file.

/** Seconds in each unit of time. */
const TIMES: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** Bytes in each unit of size. */
const SIZES: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 };

/** How a time is written, as a sentence for errors. */
export const TIME_FORM = 'Give a time above 0 in seconds, or with s, m, h, d or w, such as 7d.';
/** How a size is written, as a sentence for errors. */
export const SIZE_FORM = 'Give a size above 0 in bytes, or with kb, mb, gb or tb, such as 1gb.';

/** Reads `7d` or `604800` as seconds. Undefined for any other text, and for 0. */
export function secondsIn(text: string): number | undefined {
  return amountIn(text, TIMES, 's');
}

/** Reads `1gb` or `1073741824` as bytes. A kilobyte has 1,024. Undefined for any other text, and for 0. */
export function bytesIn(text: string): number | undefined {
  return amountIn(text, SIZES, 'b');
}

function amountIn(text: string, units: Readonly<Record<string, number>>, usual: string): number | undefined {
  const [, digits, unit = usual] = /^(\d{1,12}(?:\.\d{1,3})?) ?([a-z]{1,2})?$/.exec(text.trim().toLowerCase()) ?? [];
  const amount = Math.floor(Number(digits) * ((Object.hasOwn(units, unit) && units[unit]) || Number.NaN));
  return amount > 0 ? amount : undefined;
}
