// The dashboard, as a browser shows it, and what the server says of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHROMIUM, withPage } from '../support/chromium.js';
import { ROOT } from '../support/process.js';
import { weighing } from '../support/weighed.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, JSON_TYPE, post, says, withProxy } from './support.js';

const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":5000}}');
const TOKEN = 'a-token-of-good-length';

describe('the page', () => {
  it('consists of three files that load nothing from other servers', () =>
    withProxy(OK, async (proxy) => {
      for (const path of ['/dashboard', '/dashboard/', '/dashboard/app.js', '/dashboard/app.css']) {
        const { status, headers, body } = await get(proxy.url + path);
        expect(status).toBe(200);
        expect(headers['content-security-policy']).toContain("default-src 'none'");
        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(body.toString().match(/https?:\/\/(?!www\.w3\.org\/)[\w.]+/g) ?? []).toEqual([]);
      }
      for (const path of [
        '/dashboard/x',
        '/dashboard/../package.json',
        '/dashboard/%2e%2e/package.json',
        '/dashboard/constructor',
      ])
        expect((await get(proxy.url + path)).status).toBe(404);
    }));

  it('adds no dependency to the package', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(dependencies).toBeUndefined();
    expect(readFileSync(join(ROOT, 'dist/dashboard/THIRD-PARTY-LICENSES.txt'), 'utf8')).toMatch(/preact[^]*uplot/);
  });
});

describe.skipIf(!CHROMIUM)('in a browser', () => {
  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['dark', 380],
  ])('shows the figures: %s, %i wide', (scheme, width) =>
    withProxy(OK, (proxy) =>
      withPage(async (page) => {
        const headers = { ...JSON_TYPE, 'x-headroom-project': 'shop' };
        await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)), headers);
        await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
        await page.send('Emulation.setDeviceMetricsOverride', {
          width,
          height: 900,
          deviceScaleFactor: 1,
          mobile: width < 600,
        });
        await page.open(`${proxy.url}/dashboard`);
        await page.until(
          "document.querySelectorAll('canvas').length === 3 && document.body.innerText.includes('shop')",
        );
        const text: string = await page.value('document.body.innerText');
        for (const word of ['claude-sonnet-5', 'Net saved this month', 'Recent requests', 'fetch', 'optimize'])
          expect(text).toContain(word);
        // Nothing is wider than the window.
        expect(await page.value('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(page.said).toEqual([]);
        expect(page.requests.filter((url) => !url.startsWith(proxy.url) && !url.startsWith('data:'))).toEqual([]);
        await page.value(
          "[...document.querySelectorAll('button')].find((own) => own.textContent === 'weekly').click()",
        );
        await page.until("document.querySelector('[aria-pressed=true]').textContent === 'weekly'");
        await page.until("document.querySelectorAll('canvas').length === 3");
      }),
    ),
  );

  it.each([1280, 380])('shows texts side by side if they are logged, %i wide', (width) =>
    withProxy(
      OK,
      (proxy) =>
        withPage(async (page) => {
          await post(
            proxy.url + ANTHROPIC.path,
            JSON.stringify(ANTHROPIC.request(ROWS.replace('node', '<b>node</b>'))),
          );
          const metrics = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
          await page.send('Emulation.setDeviceMetricsOverride', metrics);
          await page.open(`${proxy.url}/dashboard`);
          const button = "[...document.querySelectorAll('button')].find((own) => own.textContent === 'compare')";
          await page.until(button);
          await page.value(`${button}.click()`);
          await page.until("document.querySelectorAll('.sides pre').length === 2");
          const [before, after] = await page.value(
            "[...document.querySelectorAll('.sides pre')].map((own) => own.textContent)",
          );
          expect(before).toContain('<b>node</b>');
          expect(after.length).toBeLessThan(before.length);
          expect(await page.value('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
          expect(page.said).toEqual([]);
        }),
      { logContents: true },
    ),
  );

  it('shows what prunes cost and earned', () =>
    withProxy(
      OK,
      (proxy) =>
        withPage(async (page) => {
          const messages = weighing(40);
          const tools = [{ name: 'Bash', input_schema: { type: 'object' } }];
          for (let end = 1; end <= messages.length; end += 2) {
            const body = { model: 'claude-sonnet-4-5', max_tokens: 9, tools, messages: messages.slice(0, end) };
            await post(proxy.url + ANTHROPIC.path, JSON.stringify(body));
          }
          await page.open(`${proxy.url}/dashboard`);
          await page.until("document.querySelector('.panels + .panel')?.innerText.includes('Prunes: old results')");
          expect(await page.value('document.body.innerText')).toMatch(/\d+ prunes? cost \$[\d.]+ and earned \$[\d.]+/);
        }),
      { store: ':memory:', pruning: 'auto' },
    ));

  it('asks for the token if one is set', () =>
    withProxy(
      OK,
      (proxy) =>
        withPage(async (page) => {
          await page.open(`${proxy.url}/dashboard`);
          await page.until("document.querySelector('input[name=token]')");
          await page.value(
            `document.querySelector('input').value = '${TOKEN}'; document.querySelector('form').requestSubmit()`,
          );
          await page.until("document.querySelector('.cards')");
        }),
      { token: TOKEN },
    ));
});
