// Documents that are generated: sections of filler, statements about parts of a system, and statements that resemble them.

const DOCUMENTS = 40;
const QUESTIONS = 8;
const PARTS = 'queue ledger gateway scheduler cache indexer mailer router archive sampler broker registry'.split(' ');
const FILLER = [
  'It has been so for a long time, and nobody found a reason to change it.',
  'There is more to say about this in other parts of the manual.',
  'Most people will not have to think about it in their daily work.',
  'As everybody knows who has run such a system, things are never quite that simple.',
  'The team talked about it at length before they agreed on it.',
  'This is how it works today, and how it worked in earlier versions.',
];
/** A statement, a question that it answers, and what must stand in view. Some questions use other words than their answers. */
const STATEMENTS = [
  (part, n) => [
    `The ${part} closes idle connections after ${n} seconds.`,
    `When does the ${part} close idle connections?`,
    `${n} seconds`,
  ],
  (part, n) => [
    `At most ${n} clients may talk to the ${part} at once.`,
    `How many clients may use the ${part} at the same time?`,
    `${n} clients`,
  ],
  (part, n) => [
    `Set PORT_${n} before the ${part} starts.`,
    `Which variable has to be set before the ${part} starts?`,
    `PORT_${n}`,
  ],
  (part, n) => [
    `Only an operator of group ${n} can restart the ${part}.`,
    `Who is allowed to restart the ${part}?`,
    `group ${n}`,
  ],
  (part, n) => [
    `The ${part} must never run on version ${n}.`,
    `On which version must the ${part} not run?`,
    `version ${n}`,
  ],
  (part, n) => [
    `A full disk makes the ${part} answer with error ${n}.`,
    `What does the ${part} answer if there is no space left?`,
    `error ${n}`,
  ],
];

/** Whole numbers from a seed (mulberry32). */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

/** A document of a seed: its text, and questions with what answers them. */
function document(seed) {
  const next = random(seed);
  const questions = [];
  const sections = PARTS.map((part) => {
    const sentences = Array.from({ length: 6 + next(6) }, () => FILLER[next(FILLER.length)]);
    for (const state of STATEMENTS) {
      if (next(3) > 0) continue;
      const [named, question, answer] = state(part, 100 + next(9000));
      // A section often says only `it` of what its heading names.
      const statement =
        next(2) > 0 ? named : named.replace(new RegExp(`[Tt]he ${part}`), (the) => (the[0] === 'T' ? 'It' : 'it'));
      sentences.splice(next(sentences.length + 1), 0, statement);
      questions.push({ question, answer });
    }
    return `## The ${part}\n\n${sentences.join(' ')}\n`;
  });
  return { text: sections.join('\n'), questions };
}

/** Questions to generated documents. */
export function madeUp() {
  return Array.from({ length: DOCUMENTS }, (_, at) => document(at + 1)).flatMap(({ text, questions }) =>
    questions.slice(0, QUESTIONS).map(({ question, answer }) => ({ text, question, answers: [answer] })),
  );
}
