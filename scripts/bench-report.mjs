// Measures what compression saves, on the data of this repository or on your own files.
//   npm run bench:report [-- FILE…]
//
// Token counts are exact, for o200k. A file is a text, or JSON with the messages of a conversation. Without files,
// the table in docs/benchmarks.md is updated.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { conversationIn } from './gallery.mjs';

const root = new URL('../', import.meta.url);
const PAGE = new URL('docs/benchmarks.md', root);
/** Control characters of terminals. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f]/;
const TABLE = /(?<=<!-- measured: npm run bench:report -->\n)[^]*?(?=\n<!-- end -->)/;

/** Returns the page with the figures of this build. */
export async function page() {
  return readFileSync(PAGE, 'utf8').replace(TABLE, await table(repositoryData()));
}

function repositoryData() {
  const files = (folder, kind) =>
    readdirSync(new URL(folder, root)).map((name) => [new URL(folder + name, root), kind]);
  return [...files('examples/demo/data/', 'file'), ...files('docs/gallery/samples/', 'sample')].map(([url, kind]) => {
    const text = readFileSync(url, 'utf8');
    return { name: basename(url.pathname), messages: kind === 'sample' ? conversationIn(text) : messagesIn(text) };
  });
}

/** Returns the messages of a conversation, or a conversation with the text as its tool result. */
function messagesIn(text) {
  try {
    const { messages } = JSON.parse(text);
    if (Array.isArray(messages)) return messages;
  } catch {
    // The file is not JSON.
  }
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'call', name: 'Bash', input: { command: 'make' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call', content: text }] },
  ];
}

async function table(items) {
  const { Headroom } = await import('../dist/index.js');
  const instances = [
    new Headroom(),
    new Headroom({ store: ':memory:', scope: 'bench' }),
    new Headroom({ store: ':memory:', scope: 'bench', policy: 'oneshot' }),
  ];
  const rows = [];
  for (const { name, messages } of items) {
    const before = tokensOf(messages);
    const saved = [];
    let restored = 0;
    for (const instance of instances) {
      const { messages: sent } = await instance.compress(messages);
      saved.push(`${((100 * (before - tokensOf(sent))) / before).toFixed(1)} %`);
      if (same(await instance.expand(sent), messages)) restored += 1;
    }
    rows.push(
      `| ${name} | ${before.toLocaleString('en')} | ${saved.join(' | ')} | ${restored} of ${instances.length} |`,
    );
  }
  return `${HEAD}\n${rows.join('\n')}`;
}

const HEAD = `| Data | Tokens | Saved, nothing elided | Saved, \`agent\` with a store | Saved, \`oneshot\` with a store | Restored |
|---|---:|---:|---:|---:|---:|`;

function tokensOf(messages) {
  return textsIn(messages).reduce((sum, text) => sum + countTokens(text), 0);
}

/**
 * True if all texts can be restored. White space in JSON may differ. Of terminal output only the screen is restored,
 * so it is not compared here.
 */
function same(back, messages) {
  const texts = textsIn(back);
  const isSame = (text, at) => CONTROL.test(text) || withoutSpace(text) === withoutSpace(texts[at]);
  const originals = textsIn(messages);
  return texts.length === originals.length && originals.every(isSame);
}

/** All texts of the messages, with the arguments of calls. */
function textsIn(messages) {
  const texts = [];
  JSON.stringify(messages, (_, value) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

/** JSON on one line. Other text stays unchanged. */
function withoutSpace(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2);
  if (files.length > 0)
    console.log(
      await table(files.map((file) => ({ name: basename(file), messages: messagesIn(readFileSync(file, 'utf8')) }))),
    );
  else writeFileSync(PAGE, await page());
}
