// What pruning does to the bill of recorded sessions, by price models and by how many more turns are expected.
//   node benches/node/pruning.bench.mjs SESSIONS.jsonl     (a line: {"name": …, "messages": […in Anthropic's shape]})
// Every turn is sent. A turn pays for what the provider reads from its cache and writes to it, in estimated tokens. A tool call that needs a word which stands
// only in a pruned result pays for a fetch: a call of 80 tokens, the context once more, and 800 tokens of the original.
import { readFileSync } from 'node:fs';
import { Headroom } from '../../dist/index.js';

const CALL = 80;
const FETCHED = 800;
const LEAST_TURNS = 100;
const MODELS = [
  ['Anthropic, 5 minutes', { model: 'claude-sonnet-4-5' }, { read: 0.1, write: 1.25, output: 5 }],
  ['Anthropic, 1 hour', { model: 'claude-sonnet-4-5', cacheTtl: '1h' }, { read: 0.1, write: 2, output: 5 }],
  ['OpenAI', { model: 'gpt-5' }, { read: 0.1, write: 1, output: 8 }],
  ['Gemini', { model: 'gemini-2.5-pro' }, { read: 0.1, write: 1, output: 8 }],
  ['no cache', { model: 'uncached' }, { read: 1, write: 1, output: 4 }],
];
const RULES = [
  ['as many turns as so far', {}],
  ['20 more turns', { expectedTurns: 20 }],
  ['100 more turns', { expectedTurns: 100 }],
];
process.env.HEADROOM_MODELS ??= JSON.stringify({ uncached: { prices: { input: '1', output: '4' } } });

const partsOf = ({ content }) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content);
const textOf = ({ type, text, content, input, name }) =>
  type === 'tool_result'
    ? typeof content === 'string'
      ? content
      : (content ?? []).map((part) => part.text ?? '').join('\n')
    : type === 'tool_use'
      ? `${name} ${JSON.stringify(input)}`
      : (text ?? '');
const shown = (message) => partsOf(message).map(textOf).join('\n');
const tokens = (text) => Math.ceil(text.length / 4);
const total = (texts) => texts.reduce((sum, text) => sum + tokens(text), 0);
const wordsOf = (message) =>
  partsOf(message)
    .filter(({ type }) => type === 'tool_use')
    .flatMap(({ input }) => Object.values(input ?? {}))
    .flatMap((value) => (typeof value === 'string' ? (value.match(/[\w./-]{10,200}/g) ?? []) : []));

/** The bill of a session in tokens of input, and how often it was pruned and fetched from. */
async function bill(messages, prices, options) {
  const session = options && new Headroom({ store: ':memory:' }).session();
  let before = [];
  const bill = { cost: 0, prunes: 0, fetches: 0 };
  for (let end = 1; end < messages.length; end += 1) {
    if (messages[end].role !== 'assistant') continue;
    const given = messages.slice(0, end);
    const result = session ? await session.compress(given, options) : { messages: given };
    const texts = result.messages.map(shown);
    let same = 0;
    while (same < before.length && before[same] === texts[same]) same += 1;
    const [cached, whole] = [total(texts.slice(0, same)), total(texts)];
    bill.cost += prices.read * cached + prices.write * (whole - cached);
    bill.prunes += Number(result.pruned !== undefined);
    const [sent, originals] = [texts.join('\n'), given.map(shown)];
    const missing = wordsOf(messages[end]).filter((word) => !sent.includes(word));
    const sources = new Set(missing.map((word) => originals.findLastIndex((text) => text.includes(word))));
    sources.delete(-1);
    bill.fetches += sources.size;
    bill.cost += sources.size * (prices.read * whole + prices.output * CALL + prices.write * FETCHED);
    before = texts;
  }
  return bill;
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('name a file of sessions: node benches/node/pruning.bench.mjs SESSIONS.jsonl');
const sessions = readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line))
  .filter(({ messages }) => messages.filter(({ role }) => role === 'assistant').length >= LEAST_TURNS);
console.log(`| Prices | Pruning | ${sessions.map((_, at) => `Session ${at + 1}`).join(' | ')} | Prunes | Fetches |`);
console.log(`|---|---|${sessions.map(() => '---:|').join('')}---:|---:|`);
for (const [name, own, prices] of MODELS) {
  const plain = await Promise.all(sessions.map(({ messages }) => bill(messages, prices)));
  for (const [rule, expecting] of [['none', { pruning: 'off' }], ...RULES]) {
    const bills = [];
    for (const { messages } of sessions)
      bills.push(await bill(messages, prices, { pruning: 'auto', ...own, ...expecting }));
    const saved = bills.map(({ cost }, at) => `${(100 * (1 - cost / plain[at].cost)).toFixed(1)} %`);
    const sum = (key) => bills.reduce((sum, each) => sum + each[key], 0);
    console.log(`| ${name} | ${rule} | ${saved.join(' | ')} | ${sum('prunes')} | ${sum('fetches')} |`);
  }
}
