// Finds volatile text, which is different in each request and so breaks a cached prefix.

/** A kind of volatile text. */
export type VolatileKind = 'timestamp' | 'date' | 'time' | 'epoch' | 'uuid' | 'id' | 'hash';

/** A volatile text, which is at `text.slice(start, end)`. */
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
 * A pattern for each kind, longer ones first. Every repetition is bounded, so that any text is read in linear time. A
 * time without seconds needs a word like `time` before it, because opening hours are not volatile. A match behind a
 * dash does not count, because names of models and files have dates in them.
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

/** The volatile parts of a text, in order. */
export function volatileIn(text: string): Volatile[] {
  return [...text.matchAll(ANY)].flatMap(({ 0: found, index: start, groups }) => {
    const kind = KINDS.find((name) => groups![name] !== undefined)!;
    // Generated ids have at least two digits, and a hash has a letter, too. Otherwise it may be a name, a word or a
    // number.
    const isMade =
      (kind !== 'id' && kind !== 'hash') || (/\d\D*\d/.test(found) && (kind === 'id' || /[a-f]/i.test(found)));
    return isMade ? [{ kind, text: found, start, end: start + found.length }] : [];
  });
}
