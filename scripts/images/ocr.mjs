#!/usr/bin/env node
// Which images of a folder become text, what that costs, and the share of the words of each page that is read rightly.
//   npm install --no-save tesseract.js @tesseract.js-data/eng
//   node scripts/images/ocr.mjs FOLDER      (a folder made by make.py)
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom } from '@headroom/native';

const MODELS = ['claude-sonnet-4-5', 'gpt-4o', 'gpt-5-mini', 'gemini-2.5-pro'];
const folder = process.argv[2];
const instance = (images) => new Headroom({ store: ':memory:', scope: images, images });
const [auto, text] = [instance('auto'), instance('text')];

/** Words with their number. */
function wordsIn(source) {
  const words = new Map();
  for (const word of source.split(/\s+/).filter((own) => /\w{2}/.test(own)))
    words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** The share of the words of a page that a text has, too. */
function readRightly(name, sent) {
  const page = join(folder, name.replace(/\.\w+$/, '.txt'));
  if (!existsSync(page)) return '';
  const read = wordsIn(sent);
  let [all, found] = [0, 0];
  for (const [word, count] of wordsIn(readFileSync(page, 'utf8'))) {
    all += count;
    found += Math.min(count, read.get(word) ?? 0);
  }
  return `${((found / all) * 100).toFixed(1)} %`;
}

console.log(`| image | outcome | ${MODELS.join(' | ')} | ms | words read rightly |`);
console.log(`|---|---|${MODELS.map(() => '---|').join('')}---|---|`);
const sums = MODELS.map(() => [0, 0]);
for (const name of readdirSync(folder)
  .filter((own) => /\.(?:png|jpg)$/.test(own))
  .sort()) {
  const data = readFileSync(join(folder, name)).toString('base64');
  const source = { type: 'base64', media_type: name.endsWith('png') ? 'image/png' : 'image/jpeg', data };
  const request = [{ role: 'user', content: [{ type: 'image', source }] }];
  const cells = [];
  let [outcome, ms, rightly] = ['', 0, ''];
  for (const [at, model] of MODELS.entries()) {
    const [before] = (await auto.compress(request, { model })).images;
    const start = performance.now();
    const { messages, images } = await text.compress(request, { model });
    // The first model is the one for which Tesseract works; its reading is remembered.
    if (at === 0) {
      ms = performance.now() - start;
      outcome = images[0].ocr;
      if (images[0].mediaType === 'text/plain') rightly = readRightly(name, messages[0].content[0].text);
    }
    sums[at][0] += before.tokensAfter;
    sums[at][1] += images[0].tokensAfter;
    cells.push(`${before.tokensAfter} → ${images[0].tokensAfter}`);
  }
  if (outcome) console.log(`| ${name} | ${outcome} | ${cells.join(' | ')} | ${ms.toFixed(0)} | ${rightly} |`);
}
const total = sums.map(([before, after]) => `${before} → ${after} (${Math.round((1 - after / before) * 100)} %)`);
console.log(`| all twenty | | ${total.join(' | ')} | | |`);
