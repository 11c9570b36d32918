// Values of options, read from text.
import { InvalidArgumentError } from 'commander';

/** Reads a port. */
export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return value;
}

/** One more of several. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads a time in seconds, at least 1. */
export function seconds(text: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError('Give a whole number of seconds, at least 1.');
  return value;
}
