#!/usr/bin/env node
// Fits the factor by which counts of o200k_base estimate those of another tokenizer (src/models/traits.ts), and
// prints how far off the estimates are.
//   node scripts/calibrate-estimates.mjs COUNTS.jsonl
// Each line has a text, and the number of tokens that the other tokenizer makes of it, without the frame of a
// message: `{ "text": "…", "tokens": 123 }`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTokens } from '../dist/entries/tokens.js';

/** Factors are tried from the smallest ratio to the largest, in hundredths. */
const STEP = 0.01;

/**
 * The factor with the least mean relative error, and the errors with it, sorted.
 * @param {readonly { count: number, tokens: number }[]} texts counts of o200k_base, and what they should be
 */
export function fit(texts) {
  const ratios = texts.map(({ count, tokens }) => tokens / count);
  let best = { factor: 1, mean: Infinity, errors: [] };
  for (
    let factor = Math.floor(Math.min(...ratios) / STEP) * STEP;
    factor <= Math.max(...ratios) + STEP;
    factor += STEP
  ) {
    const errors = texts
      .map(({ count, tokens }) => Math.abs(Math.round(count * factor) - tokens) / tokens)
      .sort((a, b) => a - b);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    if (mean < best.mean) best = { factor: Math.round(factor / STEP) * STEP, mean, errors };
  }
  return best;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = readFileSync(process.argv[2], 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const { factor, mean, errors } = fit(
    lines
      .filter(({ text, tokens }) => text !== '' && tokens > 0)
      .map(({ text, tokens }) => ({ count: countTokens(text), tokens })),
  );
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `${errors.length} texts: factor ${factor.toFixed(2)}; mean error ${percent(mean)}, nine of ten within ${percent(errors[Math.floor(0.9 * errors.length)])}, worst ${percent(errors.at(-1))}`,
  );
}
