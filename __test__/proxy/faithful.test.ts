// What goes through the proxy: the same bytes, but for texts that were made smaller.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { forAll } from '../support/random.js';
import { ANTHROPIC, CHAT, ROWS, SAMPLES } from './samples.js';
import { get, JSON_TYPE, json, post, says, withProxy } from './support.js';

const OK = says('{"ok":true}');

describe.each(SAMPLES)('$name', ({ path, request, resultIn, route }) => {
  it('a large tool result is sent smaller, and nothing else changes', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const given = request(ROWS);
      const reply = await post(proxy.url + path, JSON.stringify(given));
      expect(reply).toMatchObject({ status: 200, isWhole: true });
      expect(reply.body.toString()).toBe('{"ok":true}');
      const sent = JSON.parse(requests[0]!.body.toString());
      expect(resultIn(sent).length).toBeLessThan(ROWS.length / 2);
      expect(await expand(resultIn(sent))).toBe(ROWS);
      expect(JSON.stringify(request(resultIn(sent)))).toBe(requests[0]!.body.toString());
      expect(reply.headers['x-headroom-compressed']).toBe('true');
      expect(Number(reply.headers['x-headroom-tokens-saved'])).toBeGreaterThan(500);
      const stats = await json(get(`${proxy.url}/stats`));
      expect(stats.by_route[route]).toMatchObject({
        requests: 1,
        saved: Number(reply.headers['x-headroom-tokens-saved']),
      });
    }));

  it('a body in which nothing changes is sent to the byte, however it is written', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const bodies = [
        JSON.stringify(request('short'), null, 3),
        JSON.stringify(request('short')).replace(
          '{',
          '{ "n": [1.0, 1e2, 12345678901234567890, -0], "n": 1,\r\n "\\u0065": "\\ud800é", ',
        ),
        '{"messages": [',
        'no JSON at all',
        '[]',
        '',
      ];
      for (const body of bodies) await post(proxy.url + path, body);
      expect(requests.map(({ body }) => body.toString())).toEqual(bodies);
    }));

  it('a turn that was sent once is sent again to the byte', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const first = request(ROWS);
      await post(proxy.url + path, JSON.stringify(first));
      const list = ['messages', 'input', 'contents'].find((name) => name in first)!;
      const next = { ...first, [list]: [...first[list], first[list].find((each: any) => each.role === 'user')] };
      await post(proxy.url + path, JSON.stringify(next));
      const [one, two] = requests.map(({ body }) => JSON.parse(body.toString())[list]);
      expect(two.slice(0, one.length)).toEqual(one);
      expect(resultIn(JSON.parse(requests[0]!.body.toString())).length).toBeLessThan(ROWS.length / 2);
    }));
});

describe('a content encoding', () => {
  const plain = JSON.stringify(CHAT.request(ROWS));
  const packed: [string, (text: string) => Buffer][] = [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ];

  it.each(packed)('%s is read; what changed is sent without it', (encoding, pack) =>
    withProxy(OK, async (proxy, { requests }) => {
      await post(proxy.url + CHAT.path, pack(plain), { ...JSON_TYPE, 'content-encoding': encoding });
      const [{ headers, body }] = requests as [(typeof requests)[0]];
      expect(headers['content-encoding']).toBeUndefined();
      expect(CHAT.resultIn(JSON.parse(body.toString())).length).toBeLessThan(ROWS.length / 2);
    }),
  );

  it.each(packed)('%s stays where nothing changed', (encoding, pack) =>
    withProxy(OK, async (proxy, { requests }) => {
      const given = pack(JSON.stringify(CHAT.request('short')));
      await post(proxy.url + CHAT.path, given, { ...JSON_TYPE, 'content-encoding': encoding });
      expect(requests[0]!.headers['content-encoding']).toBe(encoding);
      expect(requests[0]!.body.equals(given)).toBe(true);
    }),
  );

  it('that is stacked is taken off in turn', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const given = gzipSync(brotliCompressSync(plain));
      await post(proxy.url + CHAT.path, given, { ...JSON_TYPE, 'content-encoding': 'br, gzip' });
      expect(CHAT.resultIn(JSON.parse(requests[0]!.body.toString())).length).toBeLessThan(ROWS.length / 2);
    }));

  it.each([
    ['wrong', 'gzip', Buffer.from(plain)],
    ['unknown', 'snappy', Buffer.from(plain)],
    ['cut off', 'gzip', gzipSync(plain).subarray(0, 200)],
    ['stacked too often', 'identity, identity, identity, identity, identity', Buffer.from(plain)],
  ])('that is %s is passed on as it came', (_, encoding, given) =>
    withProxy(OK, async (proxy, { requests }) => {
      const { status } = await post(proxy.url + CHAT.path, given, { ...JSON_TYPE, 'content-encoding': encoding });
      expect(status).toBe(200);
      expect(requests[0]!.body.equals(given)).toBe(true);
      expect(proxy.stats().skipped).toEqual({ encoding: 1 });
    }),
  );

  it('that unpacks to more than is read is passed on as it came, without being unpacked', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, ' '));
        await post(proxy.url + CHAT.path, bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' });
        expect(requests[0]!.body.equals(bomb)).toBe(true);
        expect(proxy.stats().skipped).toEqual({ encoding: 1 });
      },
      { limits: { inspectedBytes: 2 ** 20 } },
    ));
});

describe('headers', () => {
  it('go on in their order and spelling, without those of one connection and without ours', () =>
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

describe('what is no conversation', () => {
  it.each([
    ['GET', '/v1/models', ''],
    ['POST', '/v1/embeddings', '{ "input" : "text" }'],
    ['DELETE', '/v1/files/x', ''],
    ['POST', '/v1/messages/batches', JSON.stringify({ requests: [ANTHROPIC.request(ROWS)] })],
    ['PUT', '/v1/uploads/1?part=%2e', 'x'.repeat(100_000)],
  ])('%s %s is passed through', (method, path, body) =>
    withProxy(OK, async (proxy, { requests }) => {
      const reply = await post(proxy.url + path, body, { authorization: 'Bearer k' }, method);
      expect(reply.body.toString()).toBe('{"ok":true}');
      expect(requests.map((each) => [each.method, each.url, each.body.toString()])).toEqual([[method, path, body]]);
      expect(proxy.stats()).toMatchObject({ requests: 1, passed: 1, totals: { requests: 0 } });
    }),
  );

  it('is passed through in chunks where its length is not known', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const body = 'y'.repeat(300_000);
      await post(`${proxy.url}/v1/files`, body, { 'transfer-encoding': 'chunked' }, 'DELETE');
      expect(requests[0]!.body.toString()).toBe(body);
    }));
});

describe('a request is sent as it came', () => {
  const body = JSON.stringify(ANTHROPIC.request(ROWS));

  it('where its client asks for that', () =>
    withProxy(OK, async (proxy, { requests }) => {
      await post(proxy.url + ANTHROPIC.path, body, { ...JSON_TYPE, 'x-headroom-bypass': 'true' });
      expect(requests[0]!.body.toString()).toBe(body);
      expect(requests[0]!.headers['x-headroom-bypass']).toBeUndefined();
      expect(proxy.stats().skipped).toEqual({ bypass: 1 });
    }));

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

  it('where it is longer than what is read', () =>
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

  it('where compressing takes too long', () =>
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

  it('in the mode passthrough, where nothing is read', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        await post(proxy.url + ANTHROPIC.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
      },
      { mode: 'passthrough' },
    ));

  it('in the mode audit, where it is only said what could be saved', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        await post(proxy.url + ANTHROPIC.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
        const { totals } = proxy.stats();
        expect(totals).toMatchObject({ requests: 1, compressed: 0 });
        expect(totals.tokensAfter).toBeLessThan(totals.tokensBefore / 2);
      },
      { mode: 'audit' },
    ));
});

it('unknown fields at random places survive to the byte', () =>
  withProxy(OK, async (proxy, { requests }) =>
    forAll(async (random, seed) => {
      const sample = random.pick(SAMPLES);
      const plain = JSON.stringify(sample.request(ROWS));
      const places = [...plain.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
      // From the last to the first, so that the others stay where they are.
      const text = random
        .many(5, () => random.pick(places))
        .sort((a, b) => b - a)
        .reduce(
          (all, place, at) =>
            `${all.slice(0, place)}"x_${seed}_${at}":{"deep":[1.50,null,"\\u00e9"]},${all.slice(place)}`,
          plain,
        );
      await post(proxy.url + sample.path, text);
      const sent = requests.at(-1)!.body.toString();
      const result = JSON.stringify(sample.resultIn(JSON.parse(sent)));
      expect(sent.replace(result, () => JSON.stringify(ROWS))).toBe(text);
    }, 100),
  ));
