// Writes sheets for readers: a text as it is sent and ten questions, the same questions with the original text, and
// the answers apart. A reader gets one sheet and nothing else.  node scripts/readers/index.mjs FOLDER [SEED]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom } from '../../dist/index.js';
import { Random } from './random.mjs';
import { FORMS } from './forms/index.mjs';

const [folder, seed = '1'] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node scripts/readers/index.mjs FOLDER [SEED]');
  process.exit(2);
}
const INSTRUCTIONS = `Answer each question from the text below it alone, on one line each: the number and the answer.
If what you need is not in the text, do not guess: write "left out", and what you would do to see it.`;
/** A retrieval would bring what is left out. */
const LEFT_OUT = 'left out';

for (const kind of ['compressed', 'original']) mkdirSync(join(folder, kind), { recursive: true });
const key = {};
for (const [at, { name, make, policy = 'agent' }] of FORMS.entries()) {
  const made = make(new Random(Number(seed) + at));
  const sent = await compressed(made, policy);
  const asks = made.asks.map(([question, answer, needs = [answer]]) => {
    // In a text of which nothing was left out, every answer is visible, though not as it was printed.
    const isVisible = !sent.includes('left out: headroom_retrieve') || needs.every((need) => sent.includes(need));
    return { question, answer, visible: isVisible, expected: isVisible ? answer : LEFT_OUT };
  });
  const number = String(at + 1);
  for (const [kind, text] of [
    ['compressed', sent],
    ['original', made.results.map(whole).join('\n')],
  ]) {
    writeFileSync(join(folder, kind, `${number}.md`), sheet(text, asks));
  }
  key[number] = { form: name, policy, asks };
}
writeFileSync(join(folder, 'key.json'), `${JSON.stringify(key, undefined, 2)}\n`);
console.log(`${FORMS.length} sheets of each kind in ${folder}`);

/** The results of a conversation as they are sent, each below its call. */
async function compressed({ results }, policy) {
  const headroom = new Headroom(policy === 'oneshot' ? { store: ':memory:', policy } : { policy });
  const messages = [{ role: 'user', content: 'Look into it, please.' }];
  for (const [at, { tool, input, text }] of results.entries()) {
    const id = `call_${at}`;
    messages.push({ role: 'assistant', content: [{ type: 'tool_use', id, name: tool, input }] });
    messages.push({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] });
  }
  const sent = await headroom.compress(messages);
  return results
    .map((result, at) => whole({ ...result, text: sent.messages[2 * at + 2].content[0].content }))
    .join('\n');
}

function whole({ tool, input, text }) {
  return `<result of="${tool} ${Object.values(input).join(' ')}">\n${text.trimEnd()}\n</result>`;
}

function sheet(text, asks) {
  const questions = asks.map(({ question }, at) => `${at + 1}. ${question}`).join('\n');
  return `${INSTRUCTIONS}\n\n${questions}\n\n${text}\n`;
}
