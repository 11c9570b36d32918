// Every example in the documentation runs unchanged. HEADROOM_BLESS=1 writes the examples' output into the pages.
//
// The words behind the language of a block say how it is tested. A block without any runs.
//   no-run      needs a network, a provider or a checkout: it is only parsed
//   continued   runs behind the blocks before it, in one module
//   output      (of `text` or `json`) is the output of the block before it
//   demo        (of `text`) is a part of the output of `npm run demo`
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';
import { blocksOf, replaced, type Block } from './blocks.js';
import { PAGES } from './pages.js';
import { demo, Workshop } from './workshop.js';

const BLESS = process.env['HEADROOM_BLESS'] === '1';
const MODULES: ReadonlySet<string> = new Set(['js', 'ts']);
const KNOWN: ReadonlySet<string> = new Set([...MODULES, 'sh', 'text', 'json', 'yaml']);
/** A reader can follow this page from an empty folder: its examples make their files and define their names. */
const FROM_EMPTY = 'docs/getting-started.md';

describe.skipIf(process.platform === 'win32').each(PAGES)('%s', (page) => {
  const workshop = new Workshop(page === FROM_EMPTY);
  const text = readFileSync(join(ROOT, page), 'utf8');
  const blocks = blocksOf(text);
  const printed = new Map<Block, string>();
  let module = '';
  let known = '';
  const run = ({ language, words, code }: Block): string => {
    if (language === 'sh') return words.has('no-run') ? workshop.checkShell(code) : workshop.shell(code);
    const before = words.has('continued') ? known : '';
    module = words.has('continued') ? module + code : code;
    known = words.has('no-run') ? workshop.checkModule(module) : workshop.module(module);
    return known.slice(before.length);
  };
  for (const [index, block] of blocks.entries()) {
    if (!MODULES.has(block.language) && block.language !== 'sh') continue;
    it(`line ${block.line} works`, () => {
      const output = run(block);
      const next = blocks[index + 1];
      if (!next?.words.has('output')) return;
      printed.set(next, output);
      if (!BLESS) expect(output).toBe(next.code);
    });
  }
  it('has only blocks of known languages', () => {
    expect(blocks.filter(({ language }) => !KNOWN.has(language)).map(({ line }) => line)).toEqual([]);
  });
  for (const { words, code, line } of blocks)
    if (words.has('demo')) it(`line ${line} is what the demo prints`, () => expect(demo()).toContain(code));
  if (BLESS) afterAll(() => writeFileSync(join(ROOT, page), replaced(text, printed)));
});
