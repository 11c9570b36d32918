// Patterns of names: `*`, `?`, sets such as `[a-z]`, and characters. They are somebody else's, so matching takes no more
// than the product of both lengths. Packages turn them into regular expressions, which may take forever.

/** Stands for any number of elements of a list. */
export const ANY: unique symbol = Symbol('any number');

/** A list of elements, some of which may be wildcards. */
export type Pattern<P> = readonly (P | typeof ANY)[];

/** Counts steps, so that they can be limited. */
export interface Work {
  steps: number;
}

/**
 * Whether a list fits a pattern. Only the last wildcard is ever tried again, which is enough and takes no more than the
 * product of both lengths.
 */
export function fits<P, T>(
  pattern: Pattern<P>,
  list: ArrayLike<T>,
  same: (part: P, element: T) => boolean,
  work: Work,
): boolean {
  let [at, part, retry, from] = [0, 0, -1, 0];
  while (at < list.length) {
    work.steps++;
    const wanted = pattern[part];
    if (wanted === ANY) {
      retry = ++part;
      from = at;
    } else if (part < pattern.length && same(wanted!, list[at]!)) {
      part++;
      at++;
    } else if (retry >= 0) {
      part = retry;
      at = ++from;
    } else return false;
  }
  while (pattern[part] === ANY) part++;
  return part === pattern.length;
}

/** Tests a name. */
export type NameTest = (name: string, work: Work) => boolean;

/** One character of a name: itself, or a test. */
type Sign = string | ((char: string) => boolean);

/** A set with its classes and escapes, an escaped character, or a character. */
const SIGN = /\[[!^]?\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*\]|\\[^]|[^]/g;
const MEMBER = /\[:(\w+):\]|(\\?[^])-(\\?[^])|(\\?[^])/g;
const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z\\d',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '\\d',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-/:-@[-`{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  xdigit: '\\da-fA-F',
};

/** Reads the pattern of a name. The two most frequent forms need no search. */
export function nameTest(text: string): NameTest {
  const signs = (text.match(SIGN) ?? []).map(signOf);
  const [first, ...others] = signs;
  if (isText(signs)) return equals(signs.join(''));
  if (first === ANY && isText(others)) return endsWith(others.join(''));
  return (name, work) => fits(signs, name, (sign, own) => (typeof sign === 'string' ? sign === own : sign(own)), work);
}

const equals =
  (text: string): NameTest =>
  (name) =>
    name === text;
const endsWith =
  (text: string): NameTest =>
  (name) =>
    name.endsWith(text);

function isText(signs: Pattern<Sign>): signs is readonly string[] {
  return signs.every((sign) => typeof sign === 'string');
}

function signOf(sign: string): Sign | typeof ANY {
  if (sign === '*') return ANY;
  if (sign === '?') return () => true;
  if (sign.length > 2 && sign.startsWith('[')) return setOf(sign.slice(1, -1));
  return unescaped(sign);
}

/** A set of characters is one in a regular expression, too. */
function setOf(text: string): Sign {
  const negates = /^[!^]/.test(text);
  const members = Array.from(text.slice(negates ? 1 : 0).matchAll(MEMBER), memberOf);
  const set = new RegExp(`[${negates ? '^' : ''}${members.join('')}]`);
  return (char) => set.test(char);
}

function memberOf([, name, from, to, single]: RegExpMatchArray): string {
  if (name !== undefined) return Object.hasOwn(CLASSES, name) ? CLASSES[name]! : '';
  const [low, high] = [unescaped((from ?? single)!), unescaped((to ?? single)!)];
  return low <= high ? `${unit(low)}-${unit(high)}` : '';
}

function unit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The character behind a backslash, or else the character itself. */
function unescaped(sign: string): string {
  return sign.at(-1)!;
}
