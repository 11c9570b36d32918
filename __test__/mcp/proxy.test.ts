// Originals that the server does not have are looked for in the store of a proxy.
import { join } from 'node:path';
import { Headroom } from '@headroom/native';
import { expect, it } from 'vitest';
import { ProxyServer } from '../../dist/src/proxy/index.js';
import { Workplace } from '../cli/headroom.js';
import { LOG } from '../agents/log.js';
import { overHttp, withServer } from './support.js';

const place = new Workplace();
const UNKNOWN = '0123456789abcdef';

it('an original that only the proxy has is fetched from there, and its own come from its own store', async () => {
  const store = join(place.folder, 'proxy-store');
  const headroom = new Headroom({ store, scope: 'proxy' });
  const { text } = await headroom.compressText(LOG, { policy: 'agent', tool: 'Bash' });
  const [, handle] = /headroom_retrieve (\w{16})/.exec(text)!;
  headroom.close();
  const proxy = await ProxyServer.start({ port: 0, store });
  try {
    await withServer({ proxyUrl: proxy.url }, (server) =>
      overHttp(server, async (caller) => {
        const found = await caller.call('headroom_retrieve', { handle, lines: '1-2' });
        expect(found).toMatchObject({ isError: false, parts: [expect.stringContaining(LOG.slice(0, 60))] });
        expect((await caller.call('headroom_retrieve', { handle: UNKNOWN })).isError).toBe(true);
      }),
    );
    await withServer({}, (server) =>
      overHttp(server, async (caller) =>
        expect((await caller.call('headroom_retrieve', { handle })).isError).toBe(true),
      ),
    );
  } finally {
    await proxy.close();
  }
});

it('a proxy that does not run, or is another server, changes nothing', () =>
  withServer({ proxyUrl: 'http://127.0.0.1:9' }, (server) =>
    overHttp(server, async (caller) => {
      const { isError, parts } = await caller.call('headroom_retrieve', { handle: UNKNOWN });
      expect(isError).toBe(true);
      expect(parts[0]).not.toMatch(/fetch|ECONN/);
    }),
  ));
