// How many answers to known questions stand in what is left of a text, at equal budgets: of its head and tail, of the sentences that match best (BM25 alone), of what the
// leading package for the same purpose keeps, and of what this package keeps.
//
//   node benches/node/answers.bench.mjs [--bfcl DIR] [--leader PYTHON]
//
// Without options the texts are generated. DIR is where the wheel of `bfcl-eval` (PyPI) was unpacked: real questions about conversations and outputs of tools. PYTHON is an
// interpreter that has `headroom-ai` (PyPI); without a model it keeps sentences and rows.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Headroom } from '../../dist/index.js';
import { madeUp } from './answers/made-up.mjs';
import { bm25, headAndTail } from './answers/ways.mjs';

const BUDGETS = [0.5, 0.3, 0.2, 0.1];
const MAX_OUTPUT = 1 << 30;
const { values } = parseArgs({ options: { bfcl: { type: 'string' }, leader: { type: 'string' } } });
const headroom = new Headroom({ store: ':memory:', scope: 'answers' });

/** What a Python script of this folder prints, line by line. */
function python(interpreter, script, args, input) {
  const path = fileURLToPath(new URL(`answers/${script}`, import.meta.url));
  const run = spawnSync(interpreter, [path, ...args], { input, encoding: 'utf8', maxBuffer: MAX_OUTPUT });
  if (run.status !== 0) throw new Error(`${script} failed: ${run.error?.message ?? run.stderr}`);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function ours({ text, question }, budget) {
  const selection = budget === undefined ? undefined : { prose: { targetRate: budget, keepFacts: false } };
  return (await headroom.compressText(text, { policy: 'oneshot', query: question, selection })).text;
}

/** What each way keeps of each case. The others get as much room as ours took, notes and all. */
async function views(cases, budget) {
  const kept = [];
  for (const one of cases) kept.push(await ours(one, budget));
  const rooms = kept.map((view) => view.length);
  const found = {
    'head and tail': cases.map(({ text }, at) => headAndTail(text, rooms[at])),
    'BM25 alone': cases.map(({ text, question }, at) => bm25(text, rooms[at], question)),
    ours: kept,
  };
  if (values.leader !== undefined) {
    const requests = cases.map(({ text, question }, at) => JSON.stringify({ text, question, room: rooms[at] }));
    found['headroom-ai'] = python(values.leader, 'leader.py', [], requests.join('\n'));
  }
  return found;
}

const plain = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
/** Whether one of the answers stands in a view, as words. */
const isSeen = (view, answers) => answers.some((answer) => ` ${plain(view)} `.includes(` ${plain(answer).trim()} `));

async function rows(name, cases, budget) {
  const whole = cases.reduce((sum, { text }) => sum + text.length, 0);
  const percent = (part, all) => `${((100 * part) / all).toFixed(1)} %`;
  return Object.entries(await views(cases, budget)).map(([way, shown]) => ({
    texts: `${name} (${cases.length})`,
    budget: budget ?? 'default',
    way,
    'in view': percent(shown.filter((view, at) => isSeen(view, cases[at].answers)).length, cases.length),
    kept: percent(
      shown.reduce((sum, view) => sum + view.length, 0),
      whole,
    ),
  }));
}

const table = [];
const generated = madeUp();
for (const budget of BUDGETS) table.push(...(await rows('generated', generated, budget)));
if (values.bfcl === undefined) {
  console.log('Without --bfcl DIR no real questions are asked.');
} else {
  const real = python(values.leader ?? 'python3', 'bfcl.py', [values.bfcl]).filter(({ text, answers }) =>
    isSeen(text, answers),
  );
  const of = (name) => real.filter(({ set }) => set === name);
  for (const budget of BUDGETS) table.push(...(await rows('memory', of('memory'), budget)));
  table.push(...(await rows('outputs', of('outputs'), undefined)));
}
if (values.leader === undefined) console.log('Without --leader PYTHON the leading package is left out.');
console.table(table);
headroom.close();
