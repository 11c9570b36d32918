// `crushJson` beside V8 and TOON, in one run, as ratios; and what the first call costs. Needs `npm run build`.
//   node benches/node/crush.bench.mjs [--layout spaced|compact|indented]
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { encode } from '@toon-format/toon';
import { Bench } from 'tinybench';
import { crushJson } from '../../dist/index.js';
import { KIND_NAMES, LAYOUTS, sample } from './samples.mjs';

const SIZES = { '10 KB': 1e4, '100 KB': 1e5, '1 MB': 1e6, '10 MB': 1e7 };
/** The minimum duration of each task, in milliseconds, and its minimum number of runs. */
const TIME = 400;
const MIN = 5;
const PROCESSES = 15;

const layout = process.argv.includes('--layout') ? process.argv[process.argv.indexOf('--layout') + 1] : 'spaced';
if (!(layout in LAYOUTS)) throw new Error(`--layout is one of ${Object.keys(LAYOUTS).join(', ')}`);

const crush = (format) => (buffer) => crushJson(buffer, { format, minTokensToCrush: 0 }).bytes;
const TASKS = {
  v8: (buffer) => JSON.stringify(JSON.parse(buffer.toString())),
  rows: crush('rows'),
  columns: crush('columns'),
  text: crush('text'),
  toon: (buffer) => encode(JSON.parse(buffer.toString())),
};

/** The median time of each task, in milliseconds. */
async function measure(buffer) {
  const bench = new Bench({ time: TIME, iterations: MIN, warmupTime: TIME / 4, warmupIterations: 1 });
  for (const [name, task] of Object.entries(TASKS)) bench.add(name, () => task(buffer));
  await bench.run();
  for (const task of bench.tasks) if (task.result.error) throw task.result.error;
  return Object.fromEntries(bench.tasks.map((task) => [task.name, task.result.latency.p50]));
}

console.log(
  `node ${process.version}, ${cpus()[0].model}, ${layout} JSON; times the time of V8's JSON.stringify(JSON.parse(buffer.toString())); size as share of the input\n`,
);
const rows = [];
for (const kind of KIND_NAMES) {
  for (const [size, bytes] of Object.entries(SIZES)) {
    const buffer = sample(kind, bytes, layout);
    const times = await measure(buffer);
    const ratio = (name) => (times[name] / times.v8).toFixed(2);
    const share = (name) => `${((100 * Buffer.byteLength(TASKS[name](buffer))) / buffer.length).toFixed(0)} %`;
    rows.push({
      kind,
      size,
      'V8 ms': times.v8.toFixed(3),
      rows: ratio('rows'),
      columns: ratio('columns'),
      text: ratio('text'),
      TOON: ratio('toon'),
      'V8 size': share('v8'),
      'columns size': share('columns'),
      'text size': share('text'),
      'TOON size': share('toon'),
    });
  }
}
console.table(rows);

const startup = fileURLToPath(new URL('startup.mjs', import.meta.url));
const runs = Array.from({ length: PROCESSES }, () =>
  JSON.parse(execFileSync(process.execPath, [startup], { encoding: 'utf8' })),
);
const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[PROCESSES >> 1];
console.log(
  `\nimport and first crushJson of 1 KB: ${median('first').toFixed(1)} ms; each later one: ${median('later').toFixed(1)} µs (medians of ${PROCESSES} processes)`,
);
