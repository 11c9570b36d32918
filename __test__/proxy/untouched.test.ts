// What is passed through, and requests that are sent as they came.
import { describe, expect, it } from 'vitest';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, json, JSON_TYPE, post, says, withProxy } from './support.js';

const OK = says('{"ok":true}');

describe('a request without a conversation', () => {
  it.each([
    ['GET', '/v1/models', ''],
    ['POST', '/v1/embeddings', '{ "input" : "text" }'],
    ['DELETE', '/v1/files/x', ''],
    ['POST', '/v1/batches', '{"input_file_id":"file-1"}'],
    ['PUT', '/v1/uploads/1?part=%2e', 'x'.repeat(100_000)],
  ])('%s %s is passed through', (method, path, body) =>
    withProxy(OK, async (proxy, { requests }) => {
      const reply = await post(proxy.url + path, body, { authorization: 'Bearer k' }, method);
      expect(reply.body.toString()).toBe('{"ok":true}');
      expect(requests.map((each) => [each.method, each.url, each.body.toString()])).toEqual([[method, path, body]]);
      expect(proxy.stats()).toMatchObject({ requests: 1, passed: 1, totals: { requests: 0 } });
    }),
  );

  it('is passed through in chunks if its length is unknown', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const body = 'y'.repeat(300_000);
      await post(`${proxy.url}/v1/files`, body, { 'transfer-encoding': 'chunked' }, 'DELETE');
      expect(requests[0]!.body.toString()).toBe(body);
    }));
});

describe('a request is sent unchanged', () => {
  const body = JSON.stringify(ANTHROPIC.request(ROWS));

  it('if its client sends `x-headroom-bypass`', () =>
    withProxy(OK, async (proxy, { requests }) => {
      await post(proxy.url + ANTHROPIC.path, body, { ...JSON_TYPE, 'x-headroom-bypass': 'true' });
      expect(requests[0]!.body.toString()).toBe(body);
      expect(requests[0]!.headers['x-headroom-bypass']).toBeUndefined();
      expect(proxy.stats().skipped).toEqual({ bypass: 1 });
    }));

  it.each([
    ['/v1/messages', 'no JSON'],
    ['/v1/messages', '{"messages":['],
    ['/v1/chat/completions', ''],
    ['/v1/responses', '["input"]'],
    ['/v1/messages/batches', '\u0000'],
    ['/v1beta/models/gemini-2.5-pro:generateContent', '{{}}'],
  ])('if it is no JSON object, which is counted: %s %j', (path, text) =>
    withProxy(OK, async (proxy, { requests }) => {
      await post(proxy.url + path, text, { ...JSON_TYPE, 'x-api-key': 'k' });
      expect(requests[0]!.body.toString()).toBe(text);
      const { compression } = await json(get(`${proxy.url}/stats`));
      expect(compression).toMatchObject({ requests: 0, skipped: { unreadable: 1 } });
    }),
  );

  it.each(['previous_response_id', 'conversation', 'thread'])(
    'where it has only the end of its conversation: %s',
    (name) =>
      withProxy(OK, async (proxy, { requests }) => {
        const delta = JSON.stringify({ ...ANTHROPIC.request(ROWS), [name]: { id: 'x' } });
        await post(proxy.url + ANTHROPIC.path, delta);
        expect(requests[0]!.body.toString()).toBe(delta);
        expect(proxy.stats().skipped).toEqual({ delta: 1 });
      }),
  );

  it('if it is longer than the limit for reading', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        await post(proxy.url + ANTHROPIC.path, body);
        await post(proxy.url + ANTHROPIC.path, body, { ...JSON_TYPE, 'transfer-encoding': 'chunked' });
        expect(requests.map((each) => each.body.toString())).toEqual([body, body]);
        expect(proxy.stats().skipped).toEqual({ 'too-large': 2 });
      },
      { limits: { inspectedBytes: 1000 } },
    ));

  it('if compressing takes too long', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        const large = JSON.stringify(ANTHROPIC.request(ROWS.repeat(200)));
        await post(proxy.url + ANTHROPIC.path, large);
        expect(requests[0]!.body.toString()).toBe(large);
        expect(proxy.stats().skipped).toEqual({ timeout: 1 });
      },
      { limits: { compressMs: 0, msPer10kB: 0 } },
    ));

  it('in the mode passthrough, which reads nothing', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        await post(proxy.url + ANTHROPIC.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
      },
      { mode: 'passthrough' },
    ));

  it('in the mode audit, which only measures what could be saved', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        await post(proxy.url + ANTHROPIC.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
        const { totals } = proxy.stats();
        expect(totals).toMatchObject({ requests: 1, compressed: 0, tokensAfter: totals.tokensBefore, saved: 0 });
        expect(totals.couldSave).toBeGreaterThan(totals.tokensBefore / 2);
        expect((await json(get(`${proxy.url}/stats`))).tokens).toMatchObject({
          saved: 0,
          could_save: totals.couldSave,
        });
        const { series } = await json(get(`${proxy.url}/stats-history?series=daily&by=tool`));
        expect(series.daily[0]).toMatchObject({ tokens_saved: 0, could_save: expect.any(Number) });
      },
      { mode: 'audit' },
    ));
});
