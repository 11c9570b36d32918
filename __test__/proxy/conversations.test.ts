// Which conversations have the tool that fetches what is elided.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/protocols/index.js';
import { bodyOf, CASES, requestOf } from './dialogue.js';
import { JSON_TYPE, post, says, startAt, withProvider, withProxy } from './support.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-proxy-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const store = ':memory:';
/** A credential, which must be in no file. */
const SECRET = 'sk-ant-canary-7f3a9c51';

describe('a conversation', () => {
  const [, , sample] = CASES[0]!;

  it('keeps its tool and its prefix after a restart', () =>
    withProvider(says('{}'), async ({ url, requests }) => {
      for (const isFirst of [true, false, false]) {
        const proxy = await startAt(url, { store: FOLDER });
        // Marks for the cache move from turn to turn.
        const body = requestOf(sample, isFirst);
        if (!isFirst)
          body['messages'][0].content = [
            { type: 'text', text: body['messages'][0].content, cache_control: { type: 'ephemeral' } },
          ];
        const headers = { ...JSON_TYPE, 'x-api-key': SECRET, authorization: `Bearer ${SECRET}` };
        await post(proxy.url + sample.path, JSON.stringify(body), headers);
        await proxy.close();
      }
      const [begin, two, three] = requests.map(bodyOf) as [Json, Json, Json];
      expect(two['tools']).toEqual(begin['tools']);
      expect(three).toEqual(two);
      expect(sample.resultIn(two)).toContain('headroom_retrieve');
      for (const name of readdirSync(FOLDER)) {
        expect(statSync(join(FOLDER, name)).mode & 0o077).toBe(0);
        expect(readFileSync(join(FOLDER, name)).includes(SECRET)).toBe(false);
      }
      expect(readFileSync(join(FOLDER, 'proxy-conversations'), 'utf8')).toMatch(/^[0-9a-f]{32}\n$/);
    }));

  it('that was sent compressed is waited for: the original would empty the cache of its provider', () =>
    withProvider(says('{}'), async ({ url, requests }) => {
      const store = join(FOLDER, 'waited');
      for (const [isFirst, compressMs] of [
        [true, 60_000],
        [false, 60_000],
        [false, 0],
      ] as const) {
        const proxy = await startAt(url, { store, limits: { compressMs, msPer10kB: 0 } });
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, isFirst, { metadata: { user_id: 'u' } })));
        await proxy.close();
        expect(proxy.stats().skipped).toEqual({});
      }
      expect(requests[2]!.body.equals(requests[1]!.body)).toBe(true);
    }));

  it('that its provider keeps does not get the tool, because later requests have only its end', async () => {
    const [, , responses] = CASES[2]!;
    await withProxy(
      says('{}'),
      async (proxy, { requests }) => {
        const body = JSON.stringify(requestOf(responses, true, { store: undefined }));
        await post(proxy.url + responses.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
      },
      { store },
    );
  });

  it('counts its tokens as they are sent', async () => {
    await withProxy(
      says('{"input_tokens":1}'),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, true)));
        const body = JSON.stringify(requestOf(sample, false));
        for (const path of ['/v1/messages/count_tokens', sample.path, '/v1/messages/count_tokens'])
          await post(proxy.url + path, body);
        const [, counted, sent, again] = requests.map((each) => each.body.toString());
        expect([counted, again]).toEqual([sent, sent]);
      },
      { store },
    );
  });
});
