// Checks the options of a server.
import { POSITIVE, TEXT, type Check } from '../errors/index.js';

/** The maximum delay of a timer. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const ADDRESS: Check = {
  wanted: 'the address of a server, such as http://127.0.0.1:8787',
  fits: (value) => typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
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
