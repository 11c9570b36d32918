// Parsers of option values.
import { InvalidArgumentError } from 'commander';
import { ADDRESS } from '../ask/index.js';

/** Reads a port number. */
export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('Give a port from 0 to 65535.');
  return value;
}

/** Collects the values of an option that may be repeated. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Reads a time in seconds, at least 1. */
export function seconds(text: string): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError('Give a whole number of seconds, at least 1.');
  return value;
}

/** Reads the address of a server such as `example`, without a slash at its end. */
export function address(example: string): (text: string) => string {
  return (text) => {
    if (!ADDRESS.fits(text)) throw new InvalidArgumentError(`Give an address without a query, such as ${example}.`);
    return text.replace(/\/$/, '');
  };
}

/** The address of a proxy. */
export const proxyUrl: (text: string) => string = address('http://127.0.0.1:8787');
