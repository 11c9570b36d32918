// A store that has only the decisions of several processes: nothing of a conversation gets into it, and nothing in it is shown.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '@headroom/native';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { photoData } from '../support/pictures.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, post, says, startAt, withProxy } from './support.js';

const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');
const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-decisions-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(FOLDER, { recursive: true, force: true });
});

describe('a store for decisions only', () => {
  it('has no original, also of images and logged contents', () => {
    vi.stubEnv('HEADROOM_IMAGES', 'auto');
    return withProxy(
      OK,
      async (proxy, { requests }) => {
        const body = ANTHROPIC.request(ROWS);
        const image = { type: 'base64', media_type: 'image/png', data: photoData(1) };
        body['messages'][0].content = [{ type: 'image', source: image }];
        await post(proxy.url + ANTHROPIC.path, JSON.stringify(body));
        const sent = JSON.parse(requests[0]!.body.toString());
        expect(ANTHROPIC.resultIn(sent).length).toBeLessThan(ROWS.length);
        expect(sent.messages[0]).toEqual(body['messages'][0]);
        while ((await get(`${proxy.url}/requests/1`)).status !== 200) await new Promise(setImmediate);
        expect(await (await Store.open({ folder: FOLDER })).stats()).toMatchObject({ originals: 0 });
      },
      { store: FOLDER, elide: false, logContents: true },
    );
  });

  it('gives nothing away', () =>
    withProxy(
      OK,
      async (proxy) => {
        const own = await Store.open({ folder: FOLDER });
        const [handle] = await own.scope('proxy').put(['An original of another proxy of this user.']);
        expect((await get(`${proxy.url}/v1/retrieve/${handle}`)).status).toBe(404);
        expect((await post(`${proxy.url}/mcp`, '{}')).status).toBe(404);
      },
      { store: FOLDER, elide: false },
    ));
});

it('images are changed only with a store for originals, and a proxy that reads nothing needs none', async () => {
  const refused = { option: 'images' };
  await expect(startAt('http://127.0.0.1:9', { images: 'auto' })).rejects.toMatchObject(refused);
  const decisions = { store: FOLDER, elide: false } as const;
  await expect(startAt('http://127.0.0.1:9', { images: 'low', ...decisions })).rejects.toMatchObject(refused);
  await (await startAt('http://127.0.0.1:9', { images: 'auto', mode: 'passthrough' })).close();
});
