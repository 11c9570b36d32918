// The analysis of a conversation, as figures and as a page.
import { Headroom, type Message } from '@headroom/native';
import { analyze, report } from '@headroom/native/analysis';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { forAll } from '../support/random.js';
import { numberedFile, ROWS, SOURCE } from '../support/samples.js';

const HTML = `<html><head><style>p { color: red }</style><script>track("${'x'.repeat(200)}")</script></head><body>${'<p class="entry">A paragraph of text.</p>\n'.repeat(40)}</body></html>`;
const use = (id: string): Message => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id, name: `tool_${id}`, input: {} }],
});
const answer = (id: string, content: string): Message => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content }],
});
const messages = (...texts: string[]): Message[] =>
  texts.flatMap((text, at) => [use(`t${at}`), answer(`t${at}`, text)]);

describe('an analysis', () => {
  it('sums up kinds, savings by transform, and redundant content', async () => {
    const own = messages(
      ROWS,
      numberedFile(SOURCE),
      numberedFile(SOURCE),
      HTML,
      `${'a    b   \n\n\n\n'.repeat(100)}`,
      '2026-11-22T10:00:00Z started 123e4567-e89b-12d3-a456-426614174000',
    );
    const result = await new Headroom().compress(own);
    const { kinds, transforms, waste, tokensBefore, tokensAfter } = analyze(own, result);
    expect({ tokensBefore, tokensAfter }).toEqual({
      tokensBefore: result.tokensBefore,
      tokensAfter: result.tokensAfter,
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['numbered-file', 'json', 'html']));
    expect(kinds.find(({ kind }) => kind === 'numbered-file')).toMatchObject({ texts: 2 });
    expect(transforms.map(({ transform }) => transform)).toEqual(expect.arrayContaining(['json', 'references']));
    const sum = (names: string[]): number =>
      transforms
        .filter(({ transform }) => names.includes(transform))
        .reduce((total, { tokensSaved }) => total + tokensSaved, 0);
    expect(waste.json).toBe(sum(['json', 'columns']));
    expect(waste.repetition).toBe(sum(['references', 'repetition']));
    // Each of 40 paragraphs has at least five tokens of tags.
    expect(waste.html).toBeGreaterThan(200);
    expect(waste.whitespace).toBeGreaterThan(50);
    expect(waste.volatile).toBeGreaterThan(20);
  });

  it('has a report for every text of a random conversation', () =>
    forAll(async (random) => {
      const own = conversation(random);
      const result = await new Headroom().compress(own);
      const { kinds, waste } = analyze(own, result);
      expect(kinds.reduce((sum, { texts }) => sum + texts, 0)).toBe(result.blocks.length);
      expect(kinds.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0)).toBe(
        result.blocks.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0),
      );
      for (const tokens of Object.values(waste)) expect(tokens).toBeGreaterThanOrEqual(0);
    }, 100));

  it('counts markup that is never closed as markup', async () => {
    for (const html of ['<script>'.repeat(50_000), `<!--${'<'.repeat(50_000)}`, '<p'.repeat(50_000)]) {
      const own = messages(`<!doctype html>\n<html><body>${html}`);
      expect(analyze(own, await new Headroom().compress(own)).tokensBefore).toBeGreaterThan(0);
    }
  });
});

describe('a report', () => {
  it('is a table in Markdown', async () => {
    const own = messages(ROWS);
    const text = report(own, await new Headroom().compress(own), { title: 'a|b' });
    expect(text).toMatch(
      /^# a\\\|b\n\n[\d,]+ → [\d,]+ estimated tokens: \d+\.\d % saved\.\n\n\| kind \| texts \| tokens \| after \|\n\| --- \| ---: \| ---: \| ---: \|\n\| json \| 1 \|/,
    );
  });

  it('is a page without scripts and external resources, even with hostile texts', async () => {
    const hostile = `</pre><script>alert(1)</script><img src=x onerror="alert(2)">\n${ROWS}`;
    const own = messages(hostile);
    const page = report(own, await new Headroom().compress(own), { format: 'html', title: '<b>' });
    expect(page).not.toMatch(/<script|<img|<b>/);
    expect(page).toContain('&#60;/pre&#62;&#60;script&#62;alert(1)');
    expect(page).toContain(`default-src 'none'`);
    expect(page).toMatch(/<h3>before<[^]*<h3>after</);
    // A text that is cut in the middle of a character is compressed like any other.
    const cut = messages(`\ud83d ${ROWS}`, `second ${ROWS}`);
    const pages = report(cut, await new Headroom().compress(cut), { format: 'html' }).split('<details');
    expect(pages.map((part) => part.includes('<pre>second '))).toEqual([false, false, true]);
    expect(() => report(own, { messages: own, blocks: [] } as never, { format: 'pdf' as 'html' })).toThrow(
      /markdown or html/,
    );
  });
});
