import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const TABLE = expect.stringMatching(/^\[table 50 rows/);
const IMAGE = { type: 'image-data', data: 'iVBORw0KGgo=', mediaType: 'image/png' };
const call = (toolCallId: string, toolName: string, input: object) => ({
  type: 'tool-call',
  toolCallId,
  toolName,
  input,
});
const result = (toolCallId: string, toolName: string, output: unknown, more: object = {}) => ({
  type: 'tool-result',
  toolCallId,
  toolName,
  output,
  ...more,
});
const assistant = (...content: object[]) => ({ role: 'assistant', content });
const tool = (...content: object[]) => ({ role: 'tool', content });
const QUERY = assistant(call('q', 'query', { id: '7' }));

describe('model messages of the Vercel AI SDK', () => {
  const MESSAGES = [
    { role: 'system', content: 'You help.', providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look.' },
        { type: 'file', data: 'iVBORw0KGgo=', mediaType: 'image/png' },
      ],
    },
    assistant(
      { type: 'reasoning', text: SOURCE, providerOptions: { anthropic: { signature: 'c2ln' } } },
      call('a', 'read_file', { path: 'main.rs' }),
      call('b', 'query', { id: '7' }),
    ),
    tool(
      result('b', 'query', { type: 'text', value: ROWS }, { providerOptions: {} }),
      result('a', 'read_file', { type: 'text', value: SOURCE }),
    ),
    assistant(call('c', 'read_file', { path: 'main.rs' })),
    tool(result('c', 'read_file', { type: 'content', value: [{ type: 'text', text: SOURCE }, IMAGE] })),
  ];

  it('have their tool results compressed and expanded', async () => {
    const sent = await compress(MESSAGES);
    expect(sent.messages[3]).toEqual(
      tool(
        result('b', 'query', { type: 'text', value: TABLE }, { providerOptions: {} }),
        result('a', 'read_file', { type: 'text', value: SOURCE }),
      ),
    );
    expect(sent.messages[5]).toEqual(
      tool(
        result('c', 'read_file', { type: 'content', value: [{ type: 'text', text: '[@ read_file main.rs]' }, IMAGE] }),
      ),
    );
    expect(await expand(sent.messages)).toEqual(MESSAGES);
    for (const at of [0, 1, 2, 4]) expect(sent.messages[at]).toBe(MESSAGES[at]);
  });

  it.each([
    ['error texts', { type: 'error-text', value: ROWS }, { type: 'error-text', value: TABLE }],
    ['JSON strings', { type: 'json', value: ROWS }, { type: 'json', value: TABLE }],
    [
      'long texts in JSON',
      { type: 'json', value: { ok: true, page: { body: ROWS } } },
      { type: 'json', value: { ok: true, page: { body: TABLE } } },
    ],
    ['long texts in errors', { type: 'error-json', value: [ROWS] }, { type: 'error-json', value: [TABLE] }],
  ])('are read if results are %s', async (_, output, expected) => {
    const sent = await compress([QUERY, tool(result('q', 'query', output))]);
    expect(sent.messages).toEqual([QUERY, tool(result('q', 'query', expected))]);
    expect(await expand(sent.messages)).toEqual([QUERY, tool(result('q', 'query', output))]);
  });

  it.each([
    ['refusals', tool(result('q', 'query', { type: 'execution-denied', reason: ROWS }))],
    ['of unknown types', tool(result('q', 'query', { type: 'telepathy', value: ROWS }))],
    [
      'the provider’s own',
      assistant(call('s', 'web_search', {}), result('s', 'web_search', { type: 'text', value: ROWS })),
    ],
  ])('are passed on unchanged if results are %s', async (_, message) => {
    const sent = await compress([QUERY, message, QUERY, tool(result('q', 'query', { type: 'text', value: ROWS }))]);
    expect(sent.messages[1]).toBe(message);
    expect(sent.compressed).toBe(true);
  });

  it('have JSON that is mostly rows as one text', async () => {
    const rows = result('q', 'query', { type: 'json', value: JSON.parse(ROWS) as object, providerOptions: {} });
    const sent = await compress([QUERY, tool(rows)]);
    const value = expect.stringMatching(/^\[structured\]\n\[table 50 rows/);
    expect(sent.messages[1]).toEqual(tool({ ...rows, output: { type: 'text', value, providerOptions: {} } }));
    expect(await expand(sent.messages)).toEqual([QUERY, tool(rows)]);
  });

  it('of version 4, with the field `result`, are read, too', async () => {
    const messages = (rows: unknown) => [
      assistant({ type: 'tool-call', toolCallId: 'q', toolName: 'query', args: { id: '7' } }),
      tool({ type: 'tool-result', toolCallId: 'q', toolName: 'query', result: rows }),
    ];
    const sent = await compress(messages(ROWS));
    expect(sent.messages).toEqual(messages(TABLE));
    expect(sent.blocks.at(-1)!.name).toBe('query 7');
    expect((await compress(messages(JSON.parse(ROWS)))).compressed).toBe(false);
  });
});

describe('UI messages of the Vercel AI SDK', () => {
  const part = (type: string, toolCallId: string, input: object, output: unknown, more: object = {}) => ({
    type,
    toolCallId,
    state: 'output-available',
    input,
    output,
    ...more,
  });
  const message = (...parts: object[]) => ({ id: 'm', role: 'assistant', metadata: { at: 1 }, parts });
  const start = { type: 'step-start' };

  it('have their tool results compressed and expanded', async () => {
    const messages = [
      { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Look.' }] },
      message(
        start,
        part('tool-read_file', 'a', { path: 'main.rs' }, SOURCE),
        part('dynamic-tool', 'b', { id: '7' }, { page: ROWS }, { toolName: 'query' }),
        part('tool-read_file', 'c', { path: 'main.rs' }, SOURCE),
      ),
    ];
    const sent = await compress(messages);
    expect(sent.messages[1]).toEqual(
      message(
        start,
        part('tool-read_file', 'a', { path: 'main.rs' }, SOURCE),
        part('dynamic-tool', 'b', { id: '7' }, { page: TABLE }, { toolName: 'query' }),
        part('tool-read_file', 'c', { path: 'main.rs' }, '[@ read_file main.rs]'),
      ),
    );
    expect(sent.messages[0]).toBe(messages[0]);
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('of version 4 are read, too', async () => {
    const invocation = (result: unknown) => [
      message({
        type: 'tool-invocation',
        toolInvocation: { state: 'result', toolCallId: 'q', toolName: 'query', args: { id: '7' }, result },
      }),
    ];
    const sent = await compress(invocation(ROWS));
    expect(sent.messages).toEqual(invocation(TABLE));
    expect(sent.blocks.at(-1)!.name).toBe('query 7');
  });

  it('keep reasoning, data, sources and results of the provider', async () => {
    const messages = [
      message(
        { type: 'reasoning', text: ROWS },
        { type: 'data-rows', data: { rows: ROWS } },
        { type: 'source-document', title: ROWS },
        part('tool-web_search', 's', {}, ROWS, { providerExecuted: true }),
      ),
    ];
    expect((await compress(messages)).messages[0]).toBe(messages[0]);
  });
});
