// Reads arguments as models write them, which may be anything.
import type { Fields } from '../../providers/index.js';
import { Refusal } from '../refusal.js';

/** A required text. @throws {@link Refusal} */
export function requiredText(input: Fields, name: string): string {
  const text = optionalText(input, name);
  if (text === undefined) throw new Refusal(`Give ${name}: it is a string that is not empty.`);
  return text;
}

/** An optional text. Some models fill in every argument, so an empty one counts as missing. @throws {@link Refusal} */
export function optionalText(input: Fields, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new Refusal(`${name} is a string. Call the tool again with a string.`);
  return value;
}

/** True if an argument has a value. */
export function isAskedFor(input: Fields, name: string): boolean {
  return input[name] === true || input[name] === 'true';
}
