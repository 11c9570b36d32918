// Anthropic's batches: each request in one is compressed by itself.
import { expand } from '@headroom/native';
import { expect, it } from 'vitest';
import { photoData } from '../support/pictures.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { JSON_TYPE, post, says, withProxy } from './support.js';

const OK = says('{"id":"msgbatch_1","processing_status":"in_progress"}');
const PATH = '/v1/messages/batches';
const send = (url: string, body: string): Promise<unknown> =>
  post(url + PATH, body, { ...JSON_TYPE, 'x-api-key': 'k' });
const request = (custom_id: string, text: string): object => ({ custom_id, params: ANTHROPIC.request(text), x: [1.0] });

it('each request of a batch is compressed, and nothing else changes', () =>
  withProxy(
    OK,
    async (proxy, { requests }) => {
      const batch = { requests: [request('a', ROWS), { custom_id: 'b' }, request('c', 'short'), request('d', ROWS)] };
      await send(proxy.url, JSON.stringify(batch, null, 1));
      const sent = JSON.parse(requests[0]!.body.toString());
      for (const at of [0, 3]) {
        const text = ANTHROPIC.resultIn(sent.requests[at].params);
        expect(text.length).toBeLessThan(ROWS.length / 2);
        expect(await expand(text)).toBe(ROWS);
        expect(sent.requests[at].params.tools).toHaveLength(1);
        sent.requests[at].params.messages.at(-1).content[0].content = ROWS;
      }
      expect(sent).toEqual(batch);
      await proxy.close();
      const { totals, byRoute } = proxy.stats();
      expect(byRoute['batches']).toMatchObject({ requests: 1, compressed: 1 });
      expect(totals.tokensAfter).toBeLessThan(totals.tokensBefore / 2);
    },
    { store: ':memory:' },
  ));

it('images in a batch are counted', () =>
  withProxy(
    OK,
    async (proxy, { requests }) => {
      const data = photoData(1);
      const content = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }];
      const params = { model: 'claude-sonnet-4-5', max_tokens: 9, messages: [{ role: 'user', content }] };
      await send(proxy.url, JSON.stringify({ requests: [{ custom_id: 'a', params }] }));
      expect(requests[0]!.body.toString()).toContain('image/jpeg');
      await proxy.close();
      const { tokensBefore, tokensAfter } = proxy.stats().totals;
      expect(tokensBefore).toBeGreaterThan(1000);
      expect(tokensAfter).toBeLessThan(tokensBefore);
    },
    { store: ':memory:', images: 'auto' },
  ));

it.each([
  ['nothing to compress', JSON.stringify({ requests: [request('a', 'short')] }, null, 2)],
  ['no list', '{"requests": {"params": {}}}'],
  ['requests without parameters', '{"requests": [null, 1, "x", {"params": "x"}, [{}]]}'],
  ['no JSON', `{"requests": [${JSON.stringify(request('a', ROWS))}`],
  ['depth', `{"requests": [{"params": ${'['.repeat(50_000)}`],
])('a batch with %s is sent byte for byte', (_, body) =>
  withProxy(OK, async (proxy, { requests }) => {
    await send(proxy.url, body);
    expect(requests[0]!.body.toString()).toBe(body);
  }),
);
