#!/usr/bin/env node
// Trains a logistic model that says how much a sentence tells, and compares it with the selection of sentences that the
// package has, at equal tokens, on packages that it was not trained on.
//   node training/sentences.mjs node_modules [more folders with packages]
import { Headroom } from '@headroom/native';
import { documentsIn, factsOf, wordsOf } from './documents.mjs';

const BUDGETS = [0.5, 0.3, 0.15];
const ROUNDS = 400;
const RATE = 0.5;
const DECAY = 1e-4;
/** The share of the words of the description that a sentence has to have to be one that tells much. */
const TELLS = 0.3;
const FEATURES = 'bias first third length facts frequent rare section-start code capitals digits cue'.split(' ');
const CUE = /\b(?:is an?|provides?|allows?|supports?|must|never|always|note|default|requires?|returns?|only)\b/i;

/** What is known of each sentence of a document without reading it. */
function featuresOf(units) {
  const counts = new Map();
  for (const { text } of units) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  let sinceHeading = 0;
  return units.map(({ text, isHeading }, at) => {
    sinceHeading = isHeading ? 0 : sinceHeading + 1;
    const words = [...wordsOf(text)];
    const mean = (of) => words.reduce((sum, word) => sum + of(counts.get(word)), 0) / Math.max(words.length, 1);
    return [
      1,
      Math.exp(-at / 3),
      Number(at * 3 < units.length),
      Math.min(text.length / 200, 2),
      Math.min(factsOf(text).size / 3, 2),
      mean((count) => Math.log(count)),
      mean((count) => Number(count === 1)),
      Number(sinceHeading === 1),
      Number(text.includes('`')),
      (text.match(/\b[A-Z]/g)?.length ?? 0) / Math.max(words.length, 1),
      Number(/\d/.test(text)),
      Number(CUE.test(text)),
    ];
  });
}

/** A marker, and the numbers of the lines for which it stands. */
const MARKERS = /\[[^\]\n]*left out[^\]\n]*\](?: [\d,-]+)*\n?/g;

const product = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);

/** Weights by gradient descent over all examples. It starts at zero, so there is no seed. */
function trained(examples) {
  let weights = FEATURES.map(() => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const gradient = weights.map((weight) => weight * DECAY);
    for (const { features, tells } of examples) {
      const error = 1 / (1 + Math.exp(-product(weights, features))) - tells;
      for (const [at, value] of features.entries()) gradient[at] += (error * value) / examples.length;
    }
    weights = weights.map((weight, at) => weight - RATE * gradient[at]);
  }
  return weights;
}

const shareOf = (wanted, has) => [...wanted].filter((own) => has.has(own)).length / Math.max(wanted.size, 1);
const sentences = ({ units }) => units.flatMap((unit, at) => (unit.isHeading ? [] : [at]));

function examplesIn(documents) {
  return documents.flatMap((document) => {
    const features = featuresOf(document.units);
    return sentences(document).map((at) => ({
      features: features[at],
      tells: Number(shareOf(document.about, wordsOf(document.units[at].text)) >= TELLS),
    }));
  });
}

/** The headings, and the sentences with the best scores that fit into a length. */
function chosen(document, scores, length) {
  let room = length - document.units.reduce((sum, { isHeading, text }) => sum + (isHeading ? text.length + 1 : 0), 0);
  const order = sentences(document).sort((a, b) => scores[b] - scores[a] || a - b);
  const kept = new Set(order.filter((at) => (room -= document.units[at].text.length + 1) >= 0));
  return document.units
    .filter(({ isHeading }, at) => isHeading || kept.has(at))
    .map(({ text }) => text)
    .join('\n');
}

const all = documentsIn(process.argv.slice(2));
const [learnt, heldOut] = [all.filter((_, at) => at % 2 === 0), all.filter((_, at) => at % 2 === 1)];
const examples = examplesIn(learnt);
const weights = trained(examples);
console.log(`${learnt.length} packages to train on (${examples.length} sentences), ${heldOut.length} held out`);
console.log(FEATURES.map((name, at) => `${name} ${weights[at].toFixed(2)}`).join(', '));

const headroom = new Headroom({ store: ':memory:', scope: 'training' });
console.log('\n| budget | selection | kept | words of the description | facts |\n|---|---|---|---|---|');
for (const targetRate of BUDGETS) {
  const sums = {
    package: [0, 0, 0],
    'package without keepFacts': [0, 0, 0],
    model: [0, 0, 0],
    'first sentences': [0, 0, 0],
  };
  let documents = 0;
  for (const document of heldOut) {
    const text = document.units.map(({ text: own, isHeading }) => (isHeading ? `\n${own}\n\n` : `${own} `)).join('');
    const compressed = (keepFacts) =>
      headroom.compressText(text, {
        policy: 'oneshot',
        kind: 'markdown',
        selection: { prose: { targetRate, keepFacts } },
      });
    const own = (await compressed(false)).text.replace(MARKERS, '');
    if (own === text) continue;
    const room = own.replace(/\n+/g, '\n').length;
    documents += 1;
    const features = featuresOf(document.units);
    const views = {
      package: (await compressed(true)).text.replace(MARKERS, ''),
      'package without keepFacts': own,
      // The others get as much room as the package took, without its markers.
      model: chosen(
        document,
        features.map((row) => product(weights, row)),
        room,
      ),
      'first sentences': chosen(
        document,
        features.map((_, at) => -at),
        room,
      ),
    };
    for (const [name, view] of Object.entries(views)) {
      sums[name][0] += view.replace(/\n+/g, '\n').length / text.length;
      sums[name][1] += shareOf(document.about, wordsOf(view));
      sums[name][2] += shareOf(factsOf(text), factsOf(view));
    }
  }
  for (const [name, own] of Object.entries(sums))
    console.log(
      `| ${targetRate} | ${name} | ${own.map((sum) => `${((100 * sum) / documents).toFixed(1)} %`).join(' | ')} |`,
    );
}
headroom.close();
