#!/usr/bin/env node
// Tokens before and after for each image of a folder and each provider, the time of the processor, and the words that an OCR reads back.
//   node scripts/images/measure.mjs FOLDER
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optimizeImage } from '@headroom/native/images';

const MODELS = ['claude-sonnet-4-5', 'gpt-4o', 'gpt-5-mini', 'gemini-2.5-pro'];
const ROUNDS = 3;
const folder = process.argv[2];
const hasOcr = spawnSync('tesseract', ['--version']).status === 0;
const place = mkdtempSync(join(tmpdir(), 'images-'));

/** The words that Tesseract reads, with their number: as one block, or else as a page whose layout it finds. */
function wordsIn(file) {
  const words = wordsAs('6', file);
  return words.size > 0 ? words : wordsAs('3', file);
}

function wordsAs(layout, file) {
  const text = execFileSync('tesseract', [file, '-', '--psm', layout], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const words = new Map();
  for (const word of text.split(/\s+/).filter((own) => /\w{2}/.test(own))) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

/** The share of the words of one reading that another has, too. */
function readBack(before, after) {
  let [all, found] = [0, 0];
  for (const [word, count] of before) {
    all += count;
    found += Math.min(count, after.get(word) ?? 0);
  }
  return all === 0 ? undefined : found / all;
}

console.log(`| image | shows | size | ${MODELS.join(' | ')} | bytes | ms | words read back |`);
console.log(`|---|---|---|${MODELS.map(() => '---|').join('')}---|---|---|`);
const sums = MODELS.map(() => [0, 0]);
for (const name of readdirSync(folder)
  .filter((own) => !own.endsWith('.txt'))
  .sort()) {
  const file = join(folder, name);
  const bytes = readFileSync(file);
  const cells = [];
  let sent;
  for (const [at, model] of MODELS.entries()) {
    const done = await optimizeImage(bytes, { model });
    sent ??= done;
    sums[at][0] += done.tokensBefore;
    sums[at][1] += done.tokensAfter;
    cells.push(`${done.tokensBefore} → ${done.tokensAfter}`);
  }
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = process.cpuUsage();
    await optimizeImage(bytes, { model: MODELS[0] });
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const ms = times.sort((a, b) => a - b)[ROUNDS >> 1].toFixed(0);
  const other = join(place, sent.mediaType.replace('/', '.'));
  writeFileSync(other, sent.bytes);
  const share = hasOcr && sent.content === 'text' ? readBack(wordsIn(file), wordsIn(other)) : undefined;
  const words = share === undefined ? '' : `${(share * 100).toFixed(1)} %`;
  console.log(
    `| ${name} | ${sent.content} | ${sent.width} × ${sent.height} | ${cells.join(' | ')} | ${bytes.length} → ${sent.bytes.length} | ${ms} | ${words} |`,
  );
}
const total = sums.map(([before, after]) => `${before} → ${after} (${Math.round((1 - after / before) * 100)} %)`);
console.log(`| all | | | ${total.join(' | ')} | | | |`);
if (!hasOcr) console.log('\nTesseract is not installed: no words were read.');
rmSync(place, { recursive: true });
