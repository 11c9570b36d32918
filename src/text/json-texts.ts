// Finds the long strings of a JSON document, in turns of the event loop: a body may have one of many megabytes.
import { Pace } from './pace.js';

/** A string literal, from its first quote up to the byte behind its last one. */
export interface LongLiteral {
  readonly start: number;
  readonly end: number;
  /** Places between which the literal can be decoded piece by piece. */
  readonly cuts: readonly number[];
}

/** The strings of a document. */
export interface LongLiterals {
  readonly literals: readonly LongLiteral[];
  readonly isAscii: boolean;
}

/** The minimum length of long strings, and the number of bytes that are read or decoded in a turn. */
const LIMITS: Readonly<Record<'long' | 'chunk' | 'piece', number>> = { long: 1 << 16, chunk: 1 << 16, piece: 1 << 18 };
/** Bytes that are read in one unit of work. */
const BYTES_PER_UNIT = 64;

const [QUOTE, BACKSLASH, COLON, LETTER_U] = [0x22, 0x5c, 0x3a, 0x75];

/** Documents that were read: a proxy looks at a body more than once. */
const KNOWN = new WeakMap<Uint8Array, LongLiterals>();

/**
 * The long strings of a document, without keys. Invalid JSON gives any result, in linear time.
 * @param source - bytes that do not change any more.
 */
export async function longLiteralsIn(source: Uint8Array, limits?: Partial<typeof LIMITS>): Promise<LongLiterals> {
  const found = KNOWN.get(source) ?? (await scanned(source, limits));
  if (!limits) KNOWN.set(source, found);
  return found;
}

async function scanned(source: Uint8Array, limits: Partial<typeof LIMITS> | undefined): Promise<LongLiterals> {
  const { long, chunk, piece } = { ...LIMITS, ...limits };
  const scan: Scan = { literals: [], at: 0, bits: 0, start: -1, cuts: [] };
  const pace = new Pace();
  while (scan.at < source.length) {
    read(source, scan, Math.min(scan.at + chunk, source.length), long);
    const { start, cuts, at } = scan;
    if (start >= 0 && at < source.length && at - (cuts.at(-1) ?? start) >= piece) cuts.push(at);
    const wait = pace.ask(chunk / BYTES_PER_UNIT);
    if (wait) await wait;
  }
  return { literals: scan.literals, isAscii: scan.bits < 0x80 };
}

/** The state of reading a document. */
interface Scan {
  readonly literals: LongLiteral[];
  at: number;
  /** All bytes so far, joined by `or`. */
  bits: number;
  /** The start of a string that has not ended; -1 outside of strings. */
  start: number;
  cuts: number[];
}

/** Reads on up to `stop`, or a little farther to the end of a character or an escape. */
function read(source: Uint8Array, scan: Scan, stop: number, long: number): void {
  let { at, bits, start } = scan;
  for (; at < stop; at += 1) {
    const byte = source[at]!;
    bits |= byte;
    if (byte === BACKSLASH && start >= 0) at += source[at + 1] === LETTER_U ? 5 : 1;
    else if (byte === QUOTE) {
      if (start >= 0 && at - start > long && !isKey(source, at + 1)) {
        scan.literals.push({ start, end: at + 1, cuts: scan.cuts });
        scan.cuts = [];
      }
      start = start < 0 ? at : -1;
      scan.cuts.length = 0;
    }
  }
  while (at < source.length && (source[at]! & 0xc0) === 0x80) bits |= source[at++]!;
  scan.at = at;
  scan.bits = bits;
  scan.start = start;
}

/** Whether a string that ends before `at` is the name of a member. */
function isKey(source: Uint8Array, at: number): boolean {
  let next = at;
  while (source[next] === 0x20 || source[next] === 0x0a || source[next] === 0x0d || source[next] === 0x09) next += 1;
  return source[next] === COLON;
}

/** Decodes a literal, in turns. Undefined if it is invalid. */
export async function decodedLiteral(
  source: Buffer,
  { start, end, cuts }: LongLiteral,
  pace: Pace,
): Promise<string | undefined> {
  let text = '';
  let at = start + 1;
  for (const stop of [...cuts, end - 1]) {
    try {
      text += JSON.parse(`"${source.toString('utf8', at, stop)}"`) as string;
    } catch {
      return undefined;
    }
    const wait = pace.ask((stop - at) / BYTES_PER_UNIT);
    if (wait) await wait;
    at = stop;
  }
  return text;
}
