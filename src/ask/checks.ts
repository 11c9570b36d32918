// Checks the options of a server.
import { POSITIVE, TEXT, type Check } from '../errors/index.js';

/** The maximum delay of a timer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Paths are added to an address, so it has neither a query nor a fragment. `fetch` refuses a user and a password. */
export const ADDRESS: Check = {
  wanted: 'the address of a server without a query, such as http://127.0.0.1:8787',
  fits: (value) =>
    typeof value === 'string' &&
    /^https?:\/\/[^\s?#]+$/i.test(value) &&
    URL.canParse(value) &&
    new URL(value).username + new URL(value).password === '',
};
export const MILLISECONDS: Check = {
  wanted: 'a number of milliseconds above 0',
  fits: (value) => POSITIVE.fits(value) && (value as number) <= MAX_TIMEOUT_MS,
};
/** The characters that a header may contain. */
export const TOKEN: Check = {
  wanted: 'a token',
  fits: (value) => TEXT.fits(value) && /^[\x21-\x7e]+$/.test(value as string),
};
