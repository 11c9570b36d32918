// Texts of recent requests, which the proxy keeps only if its user asks for that.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '@headroom/native';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProxyServer } from '../../dist/src/proxy/index.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, json, JSON_TYPE, post, says, withProxy } from './support.js';

const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');
const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-contents-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const send = ({ url }: ProxyServer, rows: string, question = 'Which hosts?'): Promise<unknown> => {
  const body = ANTHROPIC.request(rows);
  body['messages'][0].content = question;
  return post(url + ANTHROPIC.path, JSON.stringify(body), { ...JSON_TYPE, 'x-api-key': 'sk-ant-canary-7f3a9c51' });
};

/** The kept texts of the newest request that has any, once they are there. */
async function kept({ url }: ProxyServer): Promise<any> {
  for (;;) {
    const { requests } = await json(get(`${url}/requests`));
    const reply = await get(`${url}/requests/${requests[0].id}`);
    if (reply.status === 200) return JSON.parse(reply.body.toString());
  }
}

it('are not kept by default', () =>
  withProxy(OK, async (proxy) => {
    await send(proxy, ROWS);
    const { requests, logs_contents } = await json(get(`${proxy.url}/requests`));
    expect(logs_contents).toBe(false);
    expect((await get(`${proxy.url}/requests/${requests[0].id}`)).status).toBe(404);
  }));

describe('with `logContents`', () => {
  it('each changed text is shown before and after', () =>
    withProxy(
      OK,
      async (proxy) => {
        await send(proxy, ROWS);
        const { texts } = await kept(proxy);
        expect(texts).toHaveLength(1);
        const [{ before, after, fidelity, reasons, tokens_before, tokens_after }] = texts;
        expect(ROWS.startsWith(before.replace(/…$/, ''))).toBe(true);
        expect(after.length).toBeLessThan(before.length);
        expect(tokens_after).toBeLessThan(tokens_before);
        expect(fidelity).toBe('bytes');
        expect(reasons.length).toBeGreaterThan(0);
      },
      { logContents: true },
    ));

  it('credentials are left out, in texts and of requests', () =>
    withProxy(
      OK,
      async (proxy) => {
        const key = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789';
        await send(proxy, ROWS.replace('running', key).replace('"state":', '"password": "hunter2hunter2", "state":'));
        const shown = JSON.stringify(await kept(proxy));
        expect(shown).toContain('[credential]');
        for (const secret of [key, 'hunter2', 'sk-ant-canary']) expect(shown).not.toContain(secret);
      },
      { logContents: true },
    ));

  it('only the last 50 requests keep their texts', () =>
    withProxy(
      OK,
      async (proxy) => {
        for (let at = 0; at < 60; at += 1) await send(proxy, ROWS, `Question ${at}`);
        await kept(proxy);
        const { requests } = await json(get(`${proxy.url}/requests`));
        const replies = await Promise.all(requests.map(({ id }: any) => get(`${proxy.url}/requests/${id}`)));
        expect(replies.filter(({ status }) => status === 200)).toHaveLength(50);
        expect(replies.at(-1)!.status).toBe(404);
      },
      { logContents: true },
    ));

  it('the list of requests says which have texts', () =>
    withProxy(
      OK,
      async (proxy) => {
        await send(proxy, ROWS);
        await kept(proxy);
        await send(proxy, 'short');
        const { requests } = await json(get(`${proxy.url}/requests`));
        expect(requests.map(({ has_texts }: any) => has_texts)).toEqual([false, true]);
        const { status, body } = await get(`${proxy.url}/requests/${requests[0].id}`);
        expect(status).toBe(404);
        expect(body.toString()).toContain('nothing in it changed');
      },
      { logContents: true },
    ));

  it('clearing the store erases them', () =>
    withProxy(
      OK,
      async (proxy) => {
        await send(proxy, ROWS);
        const { id } = await kept(proxy);
        // As `headroom store clear` in another process.
        await (await Store.open({ folder: FOLDER })).clear();
        expect((await get(`${proxy.url}/requests/${id}`)).status).toBe(404);
        expect((await json(get(`${proxy.url}/requests`))).requests).toMatchObject([{ id, has_texts: false }]);
        await send(proxy, ROWS, 'Another question');
        expect((await kept(proxy)).id).toBeGreaterThan(id);
      },
      { logContents: true, store: FOLDER },
    ));

  it.each(['x', '0', '-1', '1e3', '99999999999999999999', '1/2', '%31'])('there are no texts of request %j', (id) =>
    withProxy(OK, async (proxy) => expect((await get(`${proxy.url}/requests/${id}`)).status).toBe(404), {
      logContents: true,
    }),
  );
});
