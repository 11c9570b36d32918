// The tools of MCP servers, which a model may look for at its provider in the place of reading all of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { post, says, startAt, withProvider, withProxy } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'headroom-deferred-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');

const MCP = Array.from({ length: 12 }, (_, at) => ({
  name: `mcp__mail__tool_${at}`,
  description: 'Does something.',
  input_schema: { type: 'object', properties: {} },
}));
const READ = { name: 'Read', input_schema: { type: 'object' } };
const MARKED = { ...MCP.at(-1)!, name: 'mcp__mail__last', cache_control: { type: 'ephemeral' } };
const TOOLS = [READ, ...MCP, MARKED];
const SEARCH = { type: 'tool_search_tool_bm25_20251119', name: 'tool_search_tool_bm25' };
const DEFERRED = [READ, ...MCP.map((tool) => ({ defer_loading: true, ...tool })), MARKED, SEARCH];

/** A request of a conversation: its first one, or a later one. */
function body(more: object = {}, isFirst = true, question = 'Any mail?'): string {
  const later = [
    { role: 'assistant', content: 'No.' },
    { role: 'user', content: 'And now?' },
  ];
  const messages = [{ role: 'user', content: question }, ...(isFirst ? [] : later)];
  return JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 9, tools: TOOLS, messages, ...more });
}

/** The tools that a provider gets. */
async function sent(text: string, path = '/v1/messages'): Promise<unknown> {
  let tools: unknown;
  await withProxy(
    OK,
    async (proxy, { requests }) => {
      await post(proxy.url + path, text);
      tools = JSON.parse(requests[0]!.body.toString()).tools;
    },
    { tools: 'defer' },
  );
  return tools;
}

describe('tools of MCP servers', () => {
  it('are deferred, and other tools are not', async () => {
    expect(await sent(body())).toEqual(DEFERRED);
    expect(await sent(body(), '/v1/messages/count_tokens')).toEqual(DEFERRED);
  });

  it('are the same bytes in each request of a conversation, whatever is set later', () =>
    withProvider(OK, async (provider) => {
      const savings = join(folder, 'savings.jsonl');
      const tools = async (mode: 'keep' | 'defer', text: string): Promise<string> => {
        const proxy = await startAt(provider.url, { tools: mode, savings });
        await post(`${proxy.url}/v1/messages`, text);
        await proxy.close();
        return /"tools":(\[.*?\])(?=,"messages")/s.exec(provider.requests.at(-1)!.body.toString())![1]!;
      };
      const whole = JSON.stringify(TOOLS);
      expect(await tools('keep', body({}, true, 'An old question?'))).toBe(whole);
      expect(await tools('defer', body({}, false, 'An old question?'))).toBe(whole);
      const first = await tools('defer', body());
      expect(JSON.parse(first)).toEqual(DEFERRED);
      expect(await tools('keep', body({}, false))).toBe(first);
    }));

  it.each([
    ['the model cannot search', body({ model: 'claude-haiku-4-5' })],
    ['the model is not known', body({ model: 'some-model' })],
    ['the conversation began without', body({}, false)],
    ['there are few of them', body({ tools: [READ, ...MCP.slice(0, 9)] })],
    ['the client defers some itself', body({ tools: [...MCP, { ...READ, defer_loading: true }] })],
    ['the client has a search of its own', body({ tools: [...MCP, SEARCH] })],
  ])('stay as they are where %s', async (_, text) => {
    expect(await sent(text)).toEqual(JSON.parse(text).tools);
  });

  it('stay unchanged for protocols without a tool search', async () => {
    const tools = MCP.map(({ name }) => ({ type: 'function', function: { name } }));
    const request = { model: 'gpt-5.4', messages: [{ role: 'user', content: 'Any mail?' }], tools };
    expect(await sent(JSON.stringify(request), '/v1/chat/completions')).toEqual(tools);
  });

  it('are not deferred if the request forces their call', async () => {
    const tools = (await sent(body({ tool_choice: { type: 'tool', name: MCP[3]!.name } }))) as object[];
    expect(tools).toEqual(DEFERRED.map((tool) => ('name' in tool && tool.name === MCP[3]!.name ? MCP[3] : tool)));
  });

  it('are deferred for OpenAI, too', async () => {
    const tools = MCP.map(({ name }) => ({ type: 'function', name, parameters: { type: 'object' } }));
    const request = { model: 'gpt-5.4', input: [{ role: 'user', content: 'Any mail?' }], tools };
    expect(await sent(JSON.stringify(request), '/v1/responses')).toEqual([
      ...tools.map((tool) => ({ defer_loading: true, ...tool })),
      { type: 'tool_search' },
    ]);
  });
});
