// Writes docs/gallery: the output of tools, and what the model gets instead.  npm run gallery
//
// A sample has commands, each after `$ `, and their output. Together they are one conversation.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

const folder = new URL('../docs/gallery/', import.meta.url);
/** The maximum number of lines of a text on a page. */
const SHOWN = 40;
/** Replaces invisible characters by their symbols, U+2400 and following. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/g;

/** Returns the names and contents of the pages. */
export async function pages() {
  const { Headroom } = await import('../dist/index.js');
  const names = readdirSync(new URL('samples/', folder)).map((file) => file.replace('.txt', ''));
  const written = new Map();
  const rows = [];
  for (const name of names) {
    const steps = parse(readFileSync(new URL(`samples/${name}.txt`, folder), 'utf8'));
    const exact = await results(new Headroom(), steps);
    const short = await results(new Headroom({ store: ':memory:', scope: 'gallery', policy: 'oneshot' }), steps);
    const all = steps.map(({ command, printed }, at) => ({
      command,
      before: printed,
      after: exact[at],
      short: short[at],
    }));
    written.set(`${name}.md`, `${[`# ${name}`, ...all.map(section)].join('\n\n')}\n`);
    rows.push(
      `| [${name}](${name}.md) | ${['before', 'after', 'short'].map((form) => tokens(all.map((one) => one[form]))).join(' | ')} |`,
    );
  }
  written.set(
    'README.md',
    `${[
      INTRODUCTION,
      '| | tokens before | after, exact only | after, with `oneshot` and a store |\n|---|---:|---:|---:|',
      ...rows,
    ].join('\n')}\n`,
  );
  return written;
}

const INTRODUCTION = `# Gallery

These pages show the output of real commands in this repository, and what a model reads instead. [The notation](../notation.md) explains the forms. \`npm run gallery\` makes the pages from
[the samples](samples) and counts tokens of o200k. More examples of elision are in the cases for [diffs](../../crates/headroom_selection/cases/diff.md),
[JSON](../../crates/headroom_selection/cases/json.md), [listings](../../crates/headroom_selection/cases/listing.md),
[logs](../../crates/headroom_selection/cases/log.md), [searches](../../crates/headroom_selection/cases/search.md) and
[tests and builds](../../crates/headroom_selection/cases/output.md).
`;

function parse(sample) {
  return sample
    .split(/^\$ /m)
    .slice(1)
    .map((step) => ({ command: step.slice(0, step.indexOf('\n')), printed: step.slice(step.indexOf('\n') + 1) }));
}

/** Returns the messages of a sample. Other measurements use them, too. */
export function conversationIn(sample) {
  return conversation(parse(sample));
}

/** What is sent for the output of each step. */
async function results(headroom, steps) {
  const { messages } = await headroom.compress(conversation(steps));
  return messages.filter(({ role }) => role === 'user').map(({ content }) => content[0].content);
}

function conversation(steps) {
  return steps.flatMap(({ command, printed }, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `call-${at}`, name: 'Bash', input: { command } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `call-${at}`, content: printed }] },
  ]);
}

function section({ command, before, after, short }) {
  const sums = `${tokens([before])} → ${tokens([after])} tokens`;
  const exact =
    before === after ? `${sums}: unchanged.\n\n${block(before)}` : `${sums}\n\n${block(before)}\n\n${block(after)}`;
  // References in it point to what is left of the earlier texts.
  const selected = short.includes('left out')
    ? `\n\nWith the policy \`oneshot\` and a store: ${tokens([short])} tokens\n\n${block(short)}`
    : '';
  return `## \`${command}\`\n\n${exact}${selected}`;
}

function block(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const more = lines.length > SHOWN ? [`… ${lines.length - SHOWN} more lines`] : [];
  const shown = [...lines.slice(0, SHOWN), ...more]
    .join('\n')
    .replace(CONTROL, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)));
  return `\`\`\`\`text\n${shown}\n\`\`\`\``;
}

function tokens(texts) {
  return texts.reduce((sum, text) => sum + countTokens(text), 0).toLocaleString('en');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of await pages()) writeFileSync(new URL(name, folder), text);
}
