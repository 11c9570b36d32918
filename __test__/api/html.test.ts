// Single HTML pages.
import { describe, expect, it } from 'vitest';

import { compressHtml, compressHtmlAsync, Headroom } from '@headroom/native';

const STORY = 'The sea rises on both sides of the earth, and nobody at the harbour asks why. '.repeat(5).trim();
const PAGE = `<!doctype html><html><head><title>Tides</title><script>track()</script></head><body><nav><a href="/">Home</a></nav>
<article><p>${STORY}</p><p>See <a href="/tables">the tables</a> of the harbour for the times.</p></article></body></html>`;

describe('compressHtml', () => {
  it('gives the main content alone without a store, in both forms', async () => {
    for (const result of [compressHtml(PAGE), await compressHtmlAsync(PAGE)]) {
      expect(result.text).toBe(`${STORY}\n\nSee the tables of the harbour for the times.`);
      expect(result).toMatchObject({ title: 'Tides', compressed: true, ccrHashes: [], skipped: undefined });
      expect(result.tokensSaved).toBeGreaterThan(0);
    }
  });

  it('gives a marker with a store, which restores the page', async () => {
    const headroom = new Headroom({ store: ':memory:', scope: 'pages' });
    const page = PAGE.replace('track()', 'track();'.repeat(40));
    const result = await compressHtmlAsync(page, { store: headroom });
    expect(result.text).toContain(
      `[${page.length} characters of an HTML page left out: headroom_retrieve ${result.ccrHashes[0]}]; its main content as Markdown`,
    );
    expect(await headroom.expand(result.text)).toBe(page);
    expect(compressHtml(page, { store: await headroom.originals() }).text).toBe(result.text);
  });

  it('writes links when asked for', () => {
    expect(compressHtml(PAGE, { links: true }).text).toContain('See [the tables](/tables) of the harbour');
  });

  it('reads bytes in the encoding that the page declares', async () => {
    const page = (charset: string) => `<meta charset="${charset}">${PAGE.replace('The sea', 'Caf\u00e9')}`;
    const bytes = Buffer.from(page('iso-8859-1'), 'latin1');
    for (const result of [compressHtml(bytes), await compressHtmlAsync(bytes)])
      expect(result.text).toMatch(/^Café rises/);
    expect(compressHtml(Buffer.from(page('utf-8'))).text).toMatch(/^Café rises/);
    expect(compressHtml(Buffer.from(page('no-such-charset'), 'latin1'))).toMatchObject({
      compressed: false,
      skipped: 'not-text',
    });
  });

  it('leaves a text that is not a page unchanged', () => {
    for (const text of ['', 'plain words', '{"a": "<b>"}', '\u0000', '<head>'])
      expect(compressHtml(text)).toMatchObject({ text, compressed: false });
    expect(compressHtml('<p>\ud800</p>').skipped).toBe('lone-surrogate');
    expect(compressHtml(Uint8Array.of(0, 159, 146, 150)).skipped).toBe('not-text');
  });

  it('refuses unknown options by name, and can be cancelled', async () => {
    expect(() => compressHtml(PAGE, { link: true } as never)).toThrow(/link/);
    await expect(compressHtmlAsync(PAGE, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
  });
});
