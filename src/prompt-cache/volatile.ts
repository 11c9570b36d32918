// Text that is different each time it is written: it breaks the prefix that a prompt cache keeps.

/** What such a text is. */
export type VolatileKind = 'timestamp' | 'date' | 'time' | 'epoch' | 'uuid' | 'id' | 'hash';

/** One of them: `text.slice(start, end)`. */
export interface Volatile {
  readonly kind: VolatileKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const CLOCK = '\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?[ap]m\\b)?';

/**
 * One form for each kind, the longer ones first. Every repetition is bounded, so that a text is read in linear time whatever is in it. A time without
 * seconds counts only where it says that it is one: opening hours stay the same. So does what stands behind a dash: models and files have dates in their names.
 */
const FORMS: Readonly<Record<VolatileKind, string>> = {
  timestamp:
    '(?:19|20)\\d\\d-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?',
  uuid: '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\\b',
  date: `(?:${['-', '/', '\\.'].map((by) => `(?:19|20)\\d\\d${by}\\d{1,2}${by}\\d{1,2}`).join('|')}|${['/', '\\.'].map((by) => `\\d{1,2}${by}\\d{1,2}${by}(?:19|20)\\d\\d`).join('|')}|${MONTH} ${DAY},? \\d{4}|${DAY}\\.? ${MONTH},? \\d{4}|today is (?:a )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\\b`,
  time: `${CLOCK}|(?:time|now|clock)\\b[^\\n\\d]{0,12}\\d{1,2}:\\d\\d(?: ?[ap]m)?\\b`,
  epoch: '1[5-9]\\d{8}(?:\\d{3})?\\b',
  id: '(?:req|request|sess|session|conv|conversation|trace|span|run|msg|message|call|thread|resp|response|correlation|nonce)(?:[-_]id)?[-_:=][a-z0-9]{8,64}\\b',
  hash: '[0-9a-f]{16,128}\\b',
};
const KINDS = Object.keys(FORMS) as VolatileKind[];
const ANY = new RegExp(`(?<![\\w-])(?:${KINDS.map((kind) => `(?<${kind}>${FORMS[kind]})`).join('|')})`, 'gi');

/** What is volatile in a text, in order. */
export function volatileIn(text: string): Volatile[] {
  return [...text.matchAll(ANY)].flatMap(({ 0: found, index: start, groups }) => {
    const kind = KINDS.find((name) => groups![name] !== undefined)!;
    // Names have a digit or none; a word may consist of the letters a to f, and a number of digits alone.
    const isMade =
      (kind !== 'id' && kind !== 'hash') || (/\d\D*\d/.test(found) && (kind === 'id' || /[a-f]/i.test(found)));
    return isMade ? [{ kind, text: found, start, end: start + found.length }] : [];
  });
}
