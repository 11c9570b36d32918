// Bodies that are packed: read where that is possible, and else passed on as they came.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CHAT, ROWS } from './samples.js';
import { JSON_TYPE, post, says, withProxy } from './support.js';

const OK = says('{"ok":true}');

describe('a content encoding', () => {
  const plain = JSON.stringify(CHAT.request(ROWS));
  const packed: [string, (text: string) => Buffer][] = [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ];

  it.each(packed)('%s is decoded, and a changed body is sent without it', (encoding, pack) =>
    withProxy(OK, async (proxy, { requests }) => {
      await post(proxy.url + CHAT.path, pack(plain), { ...JSON_TYPE, 'content-encoding': encoding });
      const [{ headers, body }] = requests as [(typeof requests)[0]];
      expect(headers['content-encoding']).toBeUndefined();
      expect(CHAT.resultIn(JSON.parse(body.toString())).length).toBeLessThan(ROWS.length / 2);
    }),
  );

  it.each(packed)('%s stays if nothing changed', (encoding, pack) =>
    withProxy(OK, async (proxy, { requests }) => {
      const given = pack(JSON.stringify(CHAT.request('short')));
      await post(proxy.url + CHAT.path, given, { ...JSON_TYPE, 'content-encoding': encoding });
      expect(requests[0]!.headers['content-encoding']).toBe(encoding);
      expect(requests[0]!.body.equals(given)).toBe(true);
    }),
  );

  it('in several layers is decoded layer by layer', () =>
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

  it('that decodes to more than the limit is passed on unchanged', () =>
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
