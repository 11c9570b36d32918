// Measures `countTokens` beside tokenizers in JavaScript, as ratios, and the time of the first count. Needs `npm run
// build`.
//   node benches/node/tokens.bench.mjs
// ai-tokenizer, the fastest of them, has 31 MB and is not a dependency. It is measured if it is installed: `npm
// install --no-save ai-tokenizer@1.0.6 --legacy-peer-deps`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { countTokens as gpt } from 'gpt-tokenizer/encoding/o200k_base';
import { Bench } from 'tinybench';
import { countTokens } from '../../dist/entries/tokens.js';
import { sample } from './samples.mjs';

/** The minimum duration of each task, in milliseconds, and its minimum number of runs. */
const TIME = 1000;
const MIN = 5;
const BYTES = 2e6;

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = execFileSync('git', ['ls-files', '-z', '--', '*.rs', '*.ts', '*.mjs'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter(Boolean);
const words = Array.from({ length: BYTES / 8 }, (_, at) => Math.imul(at, 2654435761).toString(36)).join(' ');
const TEXTS = {
  code: sources
    .map((name) => readFileSync(`${root}/${name}`, 'utf8'))
    .join('\n')
    .slice(0, BYTES),
  JSON: sample('wide', BYTES, 'compact').toString(),
  'JSON of prose': sample('strings', BYTES, 'indented').toString(),
  'random words': words,
};

/** The tokenizers. Each counts a string, and keeps its cache between runs. */
async function tokenizers() {
  const asText = { allowedSpecial: new Set(), disallowedSpecial: new Set() };
  const own = {
    countTokens: (text) => countTokens(text),
    'countTokens, bytes': (_, bytes) => countTokens(bytes),
    'gpt-tokenizer': (text) => gpt(text, asText),
  };
  try {
    const [{ default: Tokenizer }, encoding] = await Promise.all([
      import('ai-tokenizer'),
      import('ai-tokenizer/encoding/o200k_base'),
    ]);
    const tokenizer = new Tokenizer(encoding);
    return { 'ai-tokenizer': (text) => tokenizer.encodeOrdinary(text).length, ...own };
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.log('ai-tokenizer is not installed: the ratios are to gpt-tokenizer\n');
    return own;
  }
}

const start = performance.now();
countTokens('a');
const first = performance.now() - start;

const TASKS = await tokenizers();
const reference = 'ai-tokenizer' in TASKS ? 'ai-tokenizer' : 'gpt-tokenizer';
console.log(
  `node ${process.version}, ${cpus()[0].model}; the first count: ${first.toFixed(1)} ms; MB/s, and times ${reference} (medians)\n`,
);
const rows = [];
for (const [kind, text] of Object.entries(TEXTS)) {
  const bytes = Buffer.from(text);
  const counts = Object.entries(TASKS).map(([name, task]) => [name, task(text, bytes)]);
  const bench = new Bench({ time: TIME, iterations: MIN, warmupTime: TIME / 4, warmupIterations: 1 });
  for (const [name, task] of Object.entries(TASKS)) bench.add(name, () => task(text, bytes));
  await bench.run();
  for (const task of bench.tasks) if (task.result.error) throw task.result.error;
  const speed = Object.fromEntries(
    bench.tasks.map((task) => [task.name, bytes.length / 1000 / task.result.latency.p50]),
  );
  const cell = (name) => `${speed[name].toFixed(1)} (${(speed[name] / speed[reference]).toFixed(2)}×)`;
  rows.push({
    text: kind,
    MB: (bytes.length / 1e6).toFixed(1),
    ...Object.fromEntries(Object.keys(TASKS).map((name) => [name, cell(name)])),
    'counts agree': new Set(counts.map(([, count]) => count)).size === 1,
  });
}
console.table(rows);
