// How many answers to known questions stand in what is left of a document, at equal budgets: of its head and tail, of the sentences that match best (BM25 alone), and of
// what the package keeps. The documents are generated: sections of filler, statements about parts of a system, and statements that resemble the answer.  node benches/node/answers.bench.mjs
import { Headroom } from '../../dist/index.js';

const DOCUMENTS = 40;
const BUDGETS = [0.5, 0.3, 0.2, 0.1];
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
      questions.push({ question, answer, statement });
    }
    return `## The ${part}\n\n${sentences.join(' ')}\n`;
  });
  return { text: sections.join('\n'), questions };
}

const sentencesOf = (text) => text.split(/(?<=[.?!])\s+|\n+/).filter(Boolean);
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

function headAndTail(text, budget) {
  const half = Math.floor((text.length * budget) / 2);
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`;
}

/** The sentences that score best, up to the budget. */
function bm25(text, budget, query) {
  const sentences = sentencesOf(text);
  const words = sentences.map(wordsOf);
  const average = words.reduce((sum, own) => sum + own.length, 0) / words.length;
  const terms = [...new Set(wordsOf(query))].map((term) => {
    const found = words.filter((own) => own.includes(term)).length;
    return { term, rarity: Math.log(1 + (words.length - found + 0.5) / (found + 0.5)) };
  });
  const score = (own) =>
    terms.reduce((sum, { term, rarity }) => {
      const times = own.filter((word) => word === term).length;
      return sum + (rarity * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * own.length) / average));
    }, 0);
  const ranked = words.map((own, at) => [score(own), at]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  let room = text.length * budget;
  const kept = ranked.filter(([, at]) => (room -= sentences[at].length + 1) >= 0);
  return kept.map(([, at]) => sentences[at]).join(' ');
}

const headroom = new Headroom({ store: ':memory:', scope: 'answers' });
async function ours(text, targetRate, query) {
  const selection = { prose: { targetRate, keepFacts: false } };
  return (await headroom.compressText(text, { policy: 'oneshot', query, selection })).text;
}

const rows = [];
for (const budget of BUDGETS) {
  const seen = { 'head and tail': 0, 'BM25 alone': 0, ours: 0 };
  const size = { 'head and tail': 0, 'BM25 alone': 0, ours: 0 };
  let questions = 0;
  let whole = 0;
  for (let seed = 1; seed <= DOCUMENTS; seed += 1) {
    const { text, questions: asked } = document(seed);
    for (const { question, answer } of asked.slice(0, 8)) {
      const kept = await ours(text, budget, question);
      // The others get as much room as ours took, notes and all.
      const share = Math.min(1, kept.length / text.length);
      const shown = {
        'head and tail': headAndTail(text, share),
        'BM25 alone': bm25(text, share, question),
        ours: kept,
      };
      for (const [name, view] of Object.entries(shown)) {
        seen[name] += Number(view.includes(answer));
        size[name] += view.length;
      }
      questions += 1;
      whole += text.length;
    }
  }
  for (const name of Object.keys(seen))
    rows.push({
      budget,
      name,
      'in view': `${((100 * seen[name]) / questions).toFixed(1)} %`,
      kept: `${((100 * size[name]) / whole).toFixed(1)} %`,
    });
}
console.table(rows);
headroom.close();
