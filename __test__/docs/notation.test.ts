// The forms in the notation are the current ones, and each can be expanded. HEADROOM_BLESS=1 updates them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressText, expand } from '@headroom/native';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { blocksOf, replaced, type Block } from './blocks.js';

const PAGE = join(ROOT, 'docs/notation.md');
const text = readFileSync(PAGE, 'utf8');
const blocks = blocksOf(text);
const PAIRS = blocks.flatMap((original, at) => {
  const form = blocks[at + 1];
  return original.words.has('original') && form?.words.has('form') ? [{ line: original.line, original, form }] : [];
});

describe('the notation', () => {
  const now = new Map<Block, string>();
  it.each(PAIRS)('line $line shows the current form, which expands to its original', async ({ original, form }) => {
    const compressed = compressText(original.code);
    now.set(form, compressed.text);
    expect(compressed.compressed).toBe(true);
    if (process.env['HEADROOM_BLESS'] === '1') return;
    expect(compressed.text).toBe(form.code);
    expect(await expand(form.code)).toBe(original.code);
  });
  it('has a form after each original', () => {
    expect(PAIRS.length).toBe(blocks.filter(({ words }) => words.has('original') || words.has('form')).length / 2);
    expect(PAIRS.length).toBeGreaterThan(15);
  });
  if (process.env['HEADROOM_BLESS'] === '1') afterAll(() => writeFileSync(PAGE, replaced(text, now)));
});
