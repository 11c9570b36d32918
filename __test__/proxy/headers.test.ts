// Headers, statuses and errors: as they came, but for what concerns one connection.
import { describe, expect, it } from 'vitest';
import { ANTHROPIC } from './samples.js';
import { post, says, withProxy } from './support.js';

const OK = says('{"ok":true}');

describe('headers', () => {
  it('are passed on in their order and spelling, without hop-by-hop headers and our own', () =>
    withProxy(OK, async (proxy, { requests, url }) => {
      // Node would write the headers in UTF-8 beside a text.
      await post(proxy.url + ANTHROPIC.path, Buffer.from(JSON.stringify(ANTHROPIC.request('short'))), {
        'Content-Type': 'application/json',
        'X-Api-Key': 'k',
        'anthropic-Beta': 'a-1, b-2',
        'x-headroom-anything': 'ours',
        TE: 'trailers',
        Connection: 'keep-alive, X-Hop',
        'X-Hop': 'one',
        'X-Last': 'ä',
      });
      const { rawHeaders, body } = requests[0]!;
      expect(rawHeaders).toEqual([
        'Host',
        url.slice('http://'.length),
        'Content-Type',
        'application/json',
        'X-Api-Key',
        'k',
        'anthropic-Beta',
        'a-1, b-2',
        'X-Last',
        'ä',
        'Content-Length',
        String(body.length),
        'Connection',
        'keep-alive',
      ]);
    }));

  it.each([400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 529])(
    'and bodies of a %i come back as they are',
    (status) =>
      withProxy(
        says('<html>no JSON</html>', status, {
          'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT',
          'Request-Id': 'req_1',
          'anthropic-ratelimit-tokens-remaining': '0',
          'X-Twice': 'a',
        }),
        async (proxy) => {
          const reply = await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request('short')));
          expect(reply).toMatchObject({ status, isWhole: true });
          expect(reply.body.toString()).toBe('<html>no JSON</html>');
          expect(reply.rawHeaders.slice(0, 8)).toEqual([
            'Retry-After',
            'Wed, 21 Oct 2026 07:28:00 GMT',
            'Request-Id',
            'req_1',
            'anthropic-ratelimit-tokens-remaining',
            '0',
            'X-Twice',
            'a',
          ]);
        },
      ),
  );
});
