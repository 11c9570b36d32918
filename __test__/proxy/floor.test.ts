// What stands before the messages: who takes how much of it, what nobody calls, and how it gets slimmer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { slimTools } from '../../dist/src/wire/tools/index.js';
import { ANTHROPIC, CHAT, GEMINI, RESPONSES, ROWS, type Sample } from './samples.js';
import { get, json, JSON_TYPE, post, says, startAt, withProvider, withProxy } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'headroom-floor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');

const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Arguments',
  type: 'object',
  properties: {
    title: { title: 'Title', type: 'string', description: 'Title of the page.', readOnly: true },
    $comment: { type: 'array', items: { title: 'x', enum: ['title', { title: 'kept' }] }, default: { title: 'kept' } },
  },
  required: ['title'],
  anyOf: [{ title: 'a', required: [] }, { $comment: 'b' }],
  additionalProperties: false,
};
const SLIM = {
  type: 'object',
  properties: {
    title: { type: 'string', description: 'Title of the page.' },
    $comment: { type: 'array', items: { enum: ['title', { title: 'kept' }] }, default: { title: 'kept' } },
  },
  required: ['title'],
  anyOf: [{ required: [] }, {}],
  additionalProperties: false,
};

const toolsOf = (schema: object): [string, Sample, object[]][] => [
  [
    'Anthropic',
    ANTHROPIC,
    [{ name: 'fetch', title: 'kept', input_schema: schema, cache_control: { type: 'ephemeral' } }],
  ],
  ['Chat', CHAT, [{ type: 'function', function: { name: 'fetch', parameters: schema, strict: true } }]],
  ['Responses', RESPONSES, [{ type: 'function', name: 'fetch', parameters: schema }, { type: 'web_search' }]],
  ['Gemini', GEMINI, [{ functionDeclarations: [{ name: 'fetch', parameters: schema }] }, { googleSearch: {} }]],
];

/** The first request of a conversation, and the one after it. */
function turns(sample: Sample, tools: object[], question = 'Which hosts?'): [string, string] {
  const request: any = { ...sample.request(ROWS), tools };
  const list = ['messages', 'input', 'contents'].find((name) => name in request)!;
  const isSystem = request[list][0].role === 'system';
  const user = request[list][isSystem ? 1 : 0];
  if (user.parts) user.parts = [{ text: question }];
  else user.content = question;
  const first = { ...request, [list]: request[list].slice(0, isSystem ? 2 : 1) };
  return [JSON.stringify(first), JSON.stringify(request)];
}

describe('slim tools', () => {
  const given = toolsOf(SCHEMA);
  const wanted = toolsOf(SLIM);

  it.each(given.map(([name], at) => [name, at] as const))('lose the keys that say nothing to a model: %s', (_, at) =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        const [, sample, tools] = given[at]!;
        const bodies = turns(sample, tools);
        for (const body of [...bodies, bodies[1]]) await post(proxy.url + sample.path, body);
        const sent = requests.map(({ body }) => JSON.parse(body.toString()));
        for (const { tools: own } of sent) expect(own).toEqual(wanted[at]![2]);
        const { messages, input, contents, ...rest } = sent[0];
        const { tools: _tools, messages: m, input: i, contents: c, ...before } = JSON.parse(bodies[0]);
        expect({ ...rest, tools: undefined }).toEqual({ ...before, tools: undefined });
        expect(messages ?? input ?? contents).toEqual(m ?? i ?? c);
        // The definitions are the same bytes in each request.
        const texts = requests.map(({ body }) => /"tools":(\[.*?\])(?=,"\w|\}$)/s.exec(body.toString())?.[1]);
        expect(new Set(texts).size).toBe(1);
        expect(proxy.stats().totals.compressed).toBe(3);
      },
      { tools: 'slim' },
    ),
  );

  it('stay for the whole conversation, whatever is set later', () =>
    withProvider(OK, async (provider) => {
      const [, sample, tools] = given[0]!;
      const savings = join(folder, 'savings.jsonl');
      const sent = async (mode: 'keep' | 'slim', body: string): Promise<unknown> => {
        const proxy = await startAt(provider.url, { tools: mode, savings });
        await post(proxy.url + sample.path, body);
        await proxy.close();
        return JSON.parse(provider.requests.at(-1)!.body.toString()).tools;
      };
      const [old, oldLater] = turns(sample, tools, 'An old question?');
      expect(await sent('keep', old)).toEqual(tools);
      expect(await sent('slim', oldLater)).toEqual(tools);
      const [fresh, freshLater] = turns(sample, tools, 'A new question?');
      expect(await sent('slim', fresh)).toEqual(wanted[0]![2]);
      expect(await sent('keep', freshLater)).toEqual(wanted[0]![2]);
    }));

  it.each([
    '[{"input_schema":{"title":"a","$schema":"b"}}]',
    '[{"input_schema":{ "type" : "object" , "title" : "a" , "$comment" : "b" }}]',
    '[{"input_schema":{"title":"a","type":"object","title":"b"}}]',
    '[{"input_schema":{"title":{"title":"x"},"items":[{"title":"y"},{"title":"z","type":"number"}]}}]',
  ])('stay JSON: %s', (text) => {
    const source = Buffer.from(`{"tools":${text},"x":1}`);
    const slim = slimTools(source, { start: 9, end: 9 + text.length }).toString();
    expect(JSON.stringify(JSON.parse(slim))).not.toContain('title');
    expect(JSON.parse(slim).x).toBe(1);
  });

  it.each([
    '[',
    '[{"input_schema":{"title":',
    '[{"input_schema":{"title":"a"',
    '{}',
    '[[{"title":1}]]',
    '[1,null,"x"]',
  ])('leave what is no list of tools: %s', (text) => {
    const source = Buffer.from(text);
    expect(slimTools(source, { start: 0, end: source.length })).toBe(source);
  });

  it.each([
    ['what the tool says already', '{"description":"Same.","type":"object"}', '{"type":"object"}'],
    ['definitions to which nothing refers', '{"type":"object","$defs":{"a":{}}}', '{"type":"object"}'],
  ])('lose %s', (_, schema, wanted) => {
    const text = `[{"description":"Same.","input_schema":${schema}},{"description":"Other.","input_schema":${schema}}]`;
    const source = Buffer.from(text);
    const [first, second] = JSON.parse(slimTools(source, { start: 0, end: source.length }).toString());
    expect(first.input_schema).toEqual(JSON.parse(wanted));
    expect(second.input_schema).toEqual(JSON.parse(schema.includes('$defs') ? wanted : schema));
  });

  it('keep definitions to which something refers', () => {
    const schema = { $defs: { a: { type: 'string' } }, properties: { x: { $ref: '#/$defs/a' } } };
    const source = Buffer.from(JSON.stringify([{ description: 'x', input_schema: schema }]));
    expect(slimTools(source, { start: 0, end: source.length })).toBe(source);
  });

  it('leave schemas that are too deep', () => {
    const deep = `${'{"items":'.repeat(5000)}{"title":"x"}${'}'.repeat(5000)}`;
    const source = Buffer.from(`[{"input_schema":${deep}}]`);
    expect(slimTools(source, { start: 0, end: source.length })).toBe(source);
  });
});

it('/stats shows the tokens of each server and tool, and which tools were never called', () =>
  withProxy(OK, async (proxy) => {
    const schema = { type: 'object', properties: { text: { type: 'string', description: 'a text '.repeat(40) } } };
    const tools = ['fetch', 'mcp__github__search', 'mcp__github__merge', 'mcp__mail__send'].map((name) => ({
      name,
      input_schema: schema,
    }));
    const [first, second] = turns(ANTHROPIC, tools);
    for (const body of [first, second, second]) await post(proxy.url + ANTHROPIC.path, body, JSON_TYPE);
    const { floor } = await settled(proxy.url, 3);
    expect(floor.by_server.github).toMatchObject({ tools: 2, calls: 0 });
    expect(floor.by_server.github.sent_tokens).toBe(3 * floor.by_server.github.tokens);
    expect(floor.tools.find(({ name }: any) => name === 'fetch')).toMatchObject({ calls: 1, requests: 3 });
    expect(floor.never_used).toMatchObject({ tools: 3 });
    expect(floor.tool_tokens).toBe(floor.tools.reduce((sum: number, own: any) => sum + own.sent_tokens, 0));
    expect(floor.tool_tokens).toBeGreaterThan(3 * 4 * 80);
    expect(floor.system_tokens).toBeGreaterThan(0);
    const { series } = await json(get(`${proxy.url}/stats-history?by=tool&series=daily`));
    expect(series.daily).toMatchObject([{ tool: 'fetch', requests: 1, compressed: 1 }]);
  }));

it.each(toolsOf(SCHEMA))('tools are recognised in each shape: %s', (_, sample, tools) =>
  withProxy(OK, async (proxy) => {
    for (const body of turns(sample, tools)) await post(proxy.url + sample.path, body);
    const { floor } = await settled(proxy.url, 2);
    expect(floor.tools.find(({ name }: any) => name === 'fetch')).toMatchObject({ calls: 1, requests: 2 });
  }),
);

/** The statistics, once so many requests have been looked at: that happens after their answers. */
async function settled(url: string, requests: number): Promise<any> {
  for (;;) {
    const stats = await json(get(`${url}/stats`));
    if (stats.floor.requests >= requests) return stats;
  }
}
