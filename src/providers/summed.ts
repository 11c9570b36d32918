// Adds up usage reports of several requests. Field names are the provider's, and may be unknown to us.
import { isRecord } from './look.js';
import type { Fields } from './message.js';

/** The sum of two reports: numbers are added at any depth. Other values are those of the later report. */
export function summed(a: Fields | undefined, b: Fields | undefined): Fields | undefined {
  if (!a || !b) return b ?? a;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  // `fromEntries` defines fields; assigning to a field named `__proto__` would set the prototype.
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      sum(Object.hasOwn(a, name) ? a[name] : undefined, Object.hasOwn(b, name) ? b[name] : undefined),
    ]),
  );
}

function sum(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (isRecord(a) && isRecord(b)) return summed(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return joined(a, b);
  return b ?? a;
}

/** Joins lists. Entries that count the same thing, such as `{ modality, tokenCount }`, are added. */
function joined(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  const out = [...a];
  for (const entry of b) {
    const what = countedName(entry);
    const at = what === undefined ? -1 : out.findIndex((own) => countedName(own) === what);
    if (at < 0) out.push(entry);
    else out[at] = summed(out[at] as Fields, entry as Fields);
  }
  return out;
}

/** The name of the thing that an entry counts, if the entry has exactly one text and one number. */
function countedName(entry: unknown): string | undefined {
  const values = isRecord(entry) ? Object.values(entry) : [];
  const [text, number] = [
    values.find((value) => typeof value === 'string'),
    values.find((value) => typeof value === 'number'),
  ];
  return values.length === 2 && number !== undefined ? text : undefined;
}
