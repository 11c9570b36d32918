// A real client talks to a real server through the gateway. Results are shorter, and nothing else changes.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';
import { forAll } from '../support/random.js';

const place = new Workplace();
const LOG = Array.from(
  { length: 400 },
  (_, at) => `2031-05-01 10:00:${at % 60} INFO worker ${at} done in ${at % 31} ms\n`,
).join('');

/** A server without an SDK, whose answers have numbers and layouts that must survive. */
const SERVER = place.write(
  'server.mjs',
  `
import { createInterface } from 'node:readline';
const LOG = ${JSON.stringify(LOG)};
const tool = (name) => ({ name, description: LOG.slice(0, 3000), inputSchema: { type: 'object' } });
const RESULTS = {
  log: { content: [{ type: 'text', text: LOG }, { type: 'image', data: 'AAAA', mimeType: 'image/png' }] },
  failing: { content: [{ type: 'text', text: LOG }], isError: true },
  structured: { content: [{ type: 'text', text: LOG }], structuredContent: { log: LOG } },
  exit: undefined,
};
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  const answer = (result) => process.stdout.write('{ "jsonrpc": "2.0", "id": ' + JSON.stringify(id) + ', "result": ' + JSON.stringify(result).slice(0, -1) + ', "_meta": { "big": 12345678901234567890, "float": 1.0 } } }\\n');
  if (method === 'initialize') answer({ protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'x', version: '1' } });
  if (method === 'tools/list') answer({ tools: Object.keys(RESULTS).map(tool) });
  if (method === 'tools/call' && params.name === 'exit') process.exit(5);
  if (method === 'tools/call') answer(RESULTS[params.name]);
}
`,
);

async function through<T>(args: readonly string[], work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'test', version: '1' });
  const command = { command: process.execPath, args: [MAIN, 'mcp', 'wrap', ...args, '--', process.execPath, SERVER] };
  await client.connect(
    new StdioClientTransport({ ...command, cwd: place.folder, env: place.env() as Record<string, string> }),
  );
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
const expanded = (text: string): string => place.run(['expand'], text).stdout.toString();

describe('the gateway', () => {
  it('shortens tool results, but not the list of tools or errors', () =>
    through([], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ description }) => description)).toEqual(Array(4).fill(LOG.slice(0, 3000)));
      const { content }: any = await client.callTool({ name: 'log', arguments: {} });
      expect(content[0].text.length).toBeLessThan(LOG.length / 2);
      expect(expanded(content[0].text)).toBe(LOG);
      expect(content[1]).toEqual({ type: 'image', data: 'AAAA', mimeType: 'image/png' });
      const failed: any = await client.callTool({ name: 'failing', arguments: {} });
      expect(failed.content[0].text).toBe(LOG);
    }));

  it('shortens the texts of a structured result, and passes the structure on', () =>
    through([], async (client) => {
      await client.listTools();
      const { content, structuredContent }: any = await client.callTool({ name: 'structured', arguments: {} });
      expect(structuredContent).toEqual({ log: LOG });
      expect(content[0].text.length).toBeLessThan(LOG.length / 2);
      expect(expanded(content[0].text)).toBe(LOG);
    }));

  it('elides if it has a store', () =>
    through(['--store=originals', '--scope=own'], async (client) => {
      const { content }: any = await client.callTool({ name: 'log', arguments: {} });
      const [, handle] = /headroom_retrieve (\w{16})/.exec(content[0].text)!;
      expect(place.run(['retrieve', handle!, '--store=originals', '--scope=own']).stdout.toString()).toBe(LOG);
    }));

  it('passes every other byte on, and ends when the server does', () => {
    const call = (name: string): string =>
      `${JSON.stringify({ jsonrpc: '2.0', id: 'a', method: 'tools/call', params: { name } })}\n`;
    const direct = (input: string) => spawnSync(process.execPath, [SERVER], { input });
    const wrapped = (input: string) => place.run(['mcp', 'wrap', '--', process.execPath, SERVER], input);
    for (const input of ['', call('failing'), `${JSON.stringify({ id: 1, method: 'tools/list' })}\n`])
      expect(wrapped(input).stdout.equals(direct(input).stdout)).toBe(true);
    expect(wrapped(call('log')).stdout.toString()).toContain('"big": 12345678901234567890, "float": 1.0 } } }\n');
    expect(wrapped(call('exit')).code).toBe(5);
    expect(wrapped('no JSON\n').code).toBe(direct('no JSON\n').status);
    expect(place.run(['mcp', 'wrap', '--', './gone'])).toMatchObject({ code: 127 });
  });

  it('passes on invalid messages', () =>
    forAll((random) => {
      const line = (): string =>
        random.pick([
          '{"id":1,"method":"tools/call","params":{"name":"x"}}',
          '{"id":1,"result":{"content":[1,null,{"type":"text"}]}}',
          '[]',
          '[{"id":1,"result":null}]',
          '\u0000',
          '{"id":',
          'é'.repeat(random.below(99)),
          '',
        ]);
      const input = random.many(random.below(9), line).join(random.pick(['\n', '\r\n']));
      expect(place.run(['mcp', 'wrap', '--', 'cat'], input).stdout.toString()).toBe(input);
    }, 20));

  it('passes on lines of any length', () => {
    const input = `{"id":1,"method":"tools/call","params":{}}\n{"id":1,"result":{"content":[{"type":"text","text":"${'x'.repeat(40_000_000)}"}]}}\n`;
    expect(place.run(['mcp', 'wrap', '--', 'cat'], input).stdout.toString() === input).toBe(true);
  });
});
