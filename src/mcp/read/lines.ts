import { plural } from '../../format/index.js';
import { Refusal } from '../refusal.js';

/** Selects lines of a text: `120-160`, `120` or `120-`. @throws {@link Refusal} */
export function linesOf(text: string, range: string): string {
  const [, first, dash, last] = /^\s*(\d{1,9})\s*(?:(-)\s*(\d{1,9})?)?\s*$/.exec(range) ?? [];
  const start = Number(first);
  if (!(start >= 1)) throw new Refusal('lines are counted from 1, such as "120-160".');
  const end = dash === undefined ? start : Number(last ?? Infinity);
  if (end < start) throw new Refusal('The last of the lines stands before the first. Write them as "120-160".');
  const lines = text.split('\n');
  if (start > lines.length) throw new Refusal(`This file has ${plural(lines.length, 'line')}. Ask for some of those.`);
  return lines.slice(start - 1, end).join('\n');
}
