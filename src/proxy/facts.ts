// The parts of a question that decide about its answer. A sentence encoder hardly sees them.

/** Words with which a question may begin, whatever it is about. Any other first word may be its subject. */
const OPENERS: ReadonlySet<string> = new Set(
  'a an the and so please what how is are was were do does did can could would will i you we describe explain show tell give'.split(
    ' ',
  ),
);
const FIRST_WORD = /\p{L}[\p{L}\d._-]*/u;
/** A word with a capital letter or a digit. */
const NAMES = /[\p{Lu}\d][\p{L}\d._-]*/gu;
const QUOTATIONS = /["'`][^"'`]*["'`]/g;
const NEGATIONS =
  /\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|except|unless|\w+n['’]t|(?:do|does|did|is|are|was|were|ca|could|should|would|wo|has|have|had)nt)\b/gi;
const NUMBERS =
  /\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|half|once|twice|double|triple|first|second|third|last)s?\b/gi;

/** Numbers, names, quotations, negations and the first word of a question, in their order: "from A to B" is not "from B to A". */
export function factsOf(text: string): string {
  const [first = ''] = FIRST_WORD.exec(text) ?? [];
  const at = text.indexOf(first);
  const rest = text.slice(at + first.length);
  const word = first.toLowerCase();
  const [negations, numbers] = [NEGATIONS, NUMBERS].map((form) => text.match(form)?.map(plain));
  return JSON.stringify([
    OPENERS.has(word) ? '' : word,
    text.slice(0, at).match(NAMES),
    rest.match(NAMES),
    text.match(QUOTATIONS),
    negations,
    numbers,
  ]);
}

function plain(word: string): string {
  return word.toLowerCase().replace('’', "'");
}
