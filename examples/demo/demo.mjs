// Shows what a model reads of a coding session and of three JSON documents, before and after compression, and that
// all of it can be restored.
//   npm run demo
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENTS = { orders: 'a page of an API', telemetry: 'points of a time series', deployment: 'a Kubernetes list' };
const MODEL = 'claude-sonnet-4-5';
const BAR = 20;

buildIfMissing();
const { compress, crushJson, expand } = await import('../../dist/index.js');
const { costOf, formatDollars } = await import('../../dist/entries/cost.js');

const { messages } = JSON.parse(read('conversation'));
const started = performance.now();
const session = await compress(messages);
const documents = Object.keys(DOCUMENTS).map((name) => ({ name, result: crushJson(read(name), { format: 'text' }) }));
const ms = performance.now() - started;

const rows = [
  {
    name: `a coding session of ${messages.length} messages`,
    result: session,
    isRestored: JSON.stringify(await expand(session.messages)) === JSON.stringify(messages),
  },
];
for (const { name, result } of documents)
  rows.push({
    name: `${name}.json, ${DOCUMENTS[name]}`,
    result,
    isRestored: (await expand(result.text)) === read(name),
  });

printTotals();
printOneBlock();
const restored = rows.filter(({ isRestored }) => isRestored).length;
console.log(`${restored} of ${rows.length} restored byte for byte.`);
process.exitCode = restored === rows.length ? 0 : 1;

function buildIfMissing() {
  if (existsSync(new URL('../../dist/index.js', import.meta.url))) return;
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit', shell });
  if (status !== 0) process.exit(status ?? 1);
}

function read(name) {
  return readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8');
}

function printTotals() {
  const sum = (field) => rows.reduce((total, { result }) => total + result[field], 0);
  const total = { name: 'total', result: { tokensBefore: sum('tokensBefore'), tokensAfter: sum('tokensAfter') } };
  const widest = Math.max(...rows.map(({ name }) => name.length));
  const line = (name, before, after, saved, bar = '') =>
    console.log(
      `${name.padEnd(widest)}${before.padStart(9)}${after.padStart(9)}${saved.padStart(8)}  ${bar}`.trimEnd(),
    );
  line('what the model reads', 'tokens', 'sent', 'saved');
  for (const { name, result } of [...rows, total]) {
    const share = result.tokensAfter / result.tokensBefore;
    const bar = '█'.repeat(Math.round(BAR * share)).padEnd(BAR, '░');
    line(name, count(result.tokensBefore), count(result.tokensAfter), `${(100 * (1 - share)).toFixed(1)}%`, bar);
  }
  const [before, after] = [total.result.tokensBefore, total.result.tokensAfter].map((input) =>
    formatDollars(costOf({ input }, MODEL)),
  );
  console.log(`\nOne request with all of this costs ${after} instead of ${before} with ${MODEL}.`);
  console.log(`Compressing it took ${ms.toFixed(0)} ms. Nothing was sent anywhere.`);
}

/** The agent reads a file again after an edit. Only the changed lines are sent. */
function printOneBlock() {
  const { message, name, tokensBefore, tokensAfter } = session.blocks.findLast(
    (block) => block.name === 'Read queue.rs' && block.role === 'result',
  );
  const [before, after] = [messages, session.messages].map((list) => list[message].content[0].content);
  console.log(`\nMessage ${message}, ${name} again after edits, ${count(tokensBefore)} tokens:\n${excerpt(before, 6)}`);
  console.log(
    `\nWhat is sent instead, ${tokensAfter} tokens; each [@ …] names lines the model has already read:\n${excerpt(after, 16)}\n`,
  );
}

function count(tokens) {
  return tokens.toLocaleString('en');
}

function excerpt(text, count) {
  const lines = text.split('\n');
  const rest = lines.length - count;
  return [...lines.slice(0, count), ...(rest > 0 ? [`… ${rest} more lines`] : [])]
    .map((line) => `  | ${line}`)
    .join('\n');
}
