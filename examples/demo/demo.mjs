// What a conversation and some JSON documents cost before and after, and that all of it comes back.  npm run demo
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = new URL('data/', import.meta.url);
const documents = ['orders', 'telemetry', 'deployment'];
const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)}%`;

buildIfMissing();
const { compress, crushJson, expand } = await import('../../dist/index.js');
await compress([]); // what is timed below is the work, not the loading

const rows = [];
let restored = true;

const { messages } = JSON.parse(read('conversation'));
const conversation = await timed('conversation', () => compress(messages));
restored &&= JSON.stringify(await expand(conversation.messages)) === JSON.stringify(messages);

for (const name of documents) {
  const text = read(name);
  const crushed = await timed(name, () => crushJson(text, { format: 'text' }));
  restored &&= (await expand(crushed.text)) === text;
}

print(rows);
showOneBlock();
console.log(`restored: ${restored ? 'yes' : 'no'}`);
process.exitCode = restored ? 0 : 1;

function buildIfMissing() {
  if (existsSync(new URL('../../dist/index.js', import.meta.url))) return;
  const { status } = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function read(name) {
  return readFileSync(new URL(`${name}.json`, data), 'utf8');
}

async function timed(name, work) {
  const started = performance.now();
  const result = await work();
  const ms = performance.now() - started;
  const fidelity = result.fidelity ?? (result.blocks.some((block) => block.fidelity === 'values') ? 'values' : 'bytes');
  rows.push({ name, before: result.tokensBefore, after: result.tokensAfter, fidelity, ms });
  return result;
}

function print(rows) {
  const line = (name, before, after, saved, fidelity, ms) =>
    console.log(
      `${name.padEnd(14)}${before.padStart(8)}${after.padStart(8)}${saved.padStart(8)}  ${fidelity.padEnd(9)}${ms.padStart(6)}`,
    );
  line('', 'tokens', 'after', 'saved', 'fidelity', 'ms');
  for (const { name, before, after, fidelity, ms } of rows)
    line(
      name,
      before.toLocaleString('en'),
      after.toLocaleString('en'),
      percent(before - after, before),
      fidelity,
      ms.toFixed(1),
    );
}

/** The agent reads a file again after it was edited: only what changed has to be said. */
function showOneBlock() {
  const { message, name, tokensBefore, tokensAfter } = conversation.blocks.findLast(
    (block) => block.name === 'Read queue.rs' && block.role === 'result',
  );
  const [before, after] = [messages, conversation.messages].map((list) => list[message].content[0].content);
  console.log(
    `\nMessage ${message}, ${name} again after edits, ${tokensBefore.toLocaleString('en')} tokens:\n${excerpt(before, 6)}`,
  );
  console.log(
    `\nWhat is sent instead, ${tokensAfter} tokens; each [@ …] names lines the model has already read:\n${excerpt(after, 16)}\n`,
  );
}

function excerpt(text, count) {
  const lines = text.split('\n');
  const rest = lines.length - count;
  return [...lines.slice(0, count), ...(rest > 0 ? [`… ${rest} more lines`] : [])]
    .map((line) => `  | ${line}`)
    .join('\n');
}
