// Parsers of settings' values.
import { InvalidArgumentError } from 'commander';
import { bytesIn, secondsIn, SIZE_FORM, TIME_FORM } from '../../../config/index.js';
import { MAX_RETRIES, type Budget } from '../../../proxy/index.js';

/** Reads a share: `5%` or `0.05`. */
export function shareIn(text: string): number {
  const [, digits, sign] = /^(\d{1,3}(?:\.\d{1,6})?)(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (sign ? 100 : 1);
  if (!(share <= 1)) throw new InvalidArgumentError('Give a share such as 5% or 0.05.');
  return share;
}

/** Reads a spending limit: `20`, which is for a day, or `20/hour`. */
export function budgetIn(text: string): Budget {
  const [, usd, per = 'day'] = /^\$?(\d{1,9}(?:\.\d{1,6})?)(?:\/(hour|day|month))?$/.exec(text) ?? [];
  if (usd === undefined)
    throw new InvalidArgumentError('Give dollars and a period, such as 20/day, 2.50/hour or 300/month.');
  return { usd: Number(usd), per: per as Budget['per'] };
}

/** Reads a whole number of at least 0. */
export function amountIn(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 0 on.');
  return Number(text);
}

/** Reads a time in seconds, or with a unit. */
export function timeIn(text: string): number {
  const seconds = secondsIn(text);
  if (seconds === undefined) throw new InvalidArgumentError(TIME_FORM);
  return seconds;
}

/** Reads a size in bytes, or with a unit. */
export function sizeIn(text: string): number {
  const bytes = bytesIn(text);
  if (bytes === undefined) throw new InvalidArgumentError(SIZE_FORM);
  return bytes;
}

/** Reads how often a request may be sent again. */
export function retriesIn(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : MAX_RETRIES + 1;
  if (count > MAX_RETRIES) throw new InvalidArgumentError(`Give a whole number from 0 to ${MAX_RETRIES}.`);
  return count;
}

/** Adds a provider. */
export function upstreamIn(text: string): readonly [name: string, url: string] {
  const [, name, url] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || url === undefined) throw new InvalidArgumentError('Give NAME=URL.');
  return [name, url];
}

/** Reads the name of a region. */
export function regionIn(text: string): string {
  if (!/^[a-z]{2}(?:-[a-z]+){1,3}-\d$/.test(text)) throw new InvalidArgumentError('Give a region such as us-east-1.');
  return text;
}

/** Reads whether there is a store, or its folder. */
export function storeIn(text: string): string | boolean {
  return stateIn(text) ?? text;
}

/** Reads whether something is on. */
export function switchIn(text: string): boolean {
  const isOn = stateIn(text);
  if (isOn === undefined) throw new InvalidArgumentError('Use on or off.');
  return isOn;
}

function stateIn(text: string): boolean | undefined {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true;
  return /^(?:0|false|no|off)$/i.test(text) ? false : undefined;
}

/** Reads one of several words. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word === undefined) throw new InvalidArgumentError(`Use one of ${words.join(', ')}.`);
    return word;
  };
}

/** More processes than this would help nobody. */
const MAX_WORKERS = 64;

/** Reads a number of processes. */
export function workersIn(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MAX_WORKERS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_WORKERS}.`);
  return count;
}
