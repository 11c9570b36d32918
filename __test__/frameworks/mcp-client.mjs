// A client of version 2 of the MCP SDK, connected to a server in this process. Prints what came of its calls.
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { Headroom } from '@headroom/native';
import { compressedMcpClient } from '@headroom/native/mcp-client';
import { readLog } from './log.mjs';

const server = new McpServer({ name: 'logs', version: '1.0.0' });
server.registerTool('read_log', { description: 'd' }, () => ({ content: [{ type: 'text', text: readLog() }] }));
server.registerTool('fails', { description: 'd' }, () => Promise.reject(new Error('no disk')));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);

const headroom = new Headroom({ store: ':memory:', scope: 'mcp' });
const client = compressedMcpClient(new Client({ name: 'c', version: '1.0.0' }), { headroom });
await client.connect(near);

const textOf = ({ content }) => content[0].text;
const { tools } = await client.listTools();
const sent = Array.from({ length: 20 }, () => client.callTool({ name: 'read_log' }).then(textOf));
const [first, ...others] = await Promise.all(sent);
const [, handle] = /headroom_retrieve (\w{16})/.exec(first);
const found = await client.callTool({ name: 'headroom_retrieve', arguments: { handle, lines: '1700' } });
const stopped = await client
  .callTool({ name: 'read_log' }, { signal: AbortSignal.abort(new Error('enough')) })
  .catch(({ message }) => message);
console.log(
  JSON.stringify({
    tools: tools.map(({ name }) => name),
    isStable: others.every((text) => text === first),
    found: textOf(found),
    failed: await client.callTool({ name: 'fails' }),
    stopped,
    isClient: client instanceof Client,
    saved: headroom.stats().tokensSaved,
  }),
);
await client.close();
