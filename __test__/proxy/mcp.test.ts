// The MCP server of the proxy: agents fetch the originals of what the proxy elided.
import { Store } from '@headroom/native';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, it } from 'vitest';
import { ROWS } from './samples.js';
import { post, says, withProxy } from './support.js';

const OK = says('{}');

it('an agent fetches an original of the scope of the proxy', async () => {
  const store = await Store.open({ memory: true });
  const [handle] = await store.scope('proxy').put([ROWS]);
  const [foreign] = await store.scope('another').put([`${ROWS} `]);
  await withProxy(
    OK,
    async (proxy) => {
      const client = new Client({ name: 'test', version: '1' });
      await client.connect(new StreamableHTTPClientTransport(new URL(`${proxy.url}/mcp`)) as never);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('headroom_retrieve');
      const ask = (own: string | undefined) =>
        client.callTool({ name: 'headroom_retrieve', arguments: { handle: own, lines: '3' } });
      expect(JSON.stringify((await ask(handle)).content)).toContain('4000');
      expect((await ask(foreign)).isError).toBe(true);
      // The stream of the session is open, and does not hold the proxy up.
      await proxy.close();
    },
    { store: store as never },
  );
});

it('without a store there is none', () =>
  withProxy(OK, async (proxy) => expect((await post(`${proxy.url}/mcp`, '{}')).status).toBe(404)));
