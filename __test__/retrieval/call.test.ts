import { randomBytes } from 'node:crypto';
import { Headroom, Store } from '@headroom/native';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROWS } from '../support/samples.js';

const LINES = Array.from({ length: 4113 }, (_, line) => `line ${line + 1} of the log\n`).join('');
const headroom = new Headroom({ store: ':memory:', scope: 'calls' });
let log: string;
let rows: string;

beforeAll(async () => {
  [log, rows] = (await (await headroom.originals()).put([LINES, ROWS])) as [string, string];
});

/** Calls and results in each shape. */
const SHAPES: Readonly<
  Record<string, { call: (input: object, name?: string) => object; result: (text: string, isError: boolean) => object }>
> = {
  anthropic: {
    call: (input, name = 'headroom_retrieve') => ({ type: 'tool_use', id: 'a', name, input }),
    result: (content, isError) => ({
      type: 'tool_result',
      tool_use_id: 'a',
      content,
      ...(isError ? { is_error: true } : {}),
    }),
  },
  openai: {
    call: (input, name = 'headroom_retrieve') => ({
      id: 'a',
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    }),
    result: (content) => ({ role: 'tool', tool_call_id: 'a', content }),
  },
  responses: {
    call: (input, name = 'headroom_retrieve') => ({
      type: 'function_call',
      id: 'fc_1',
      call_id: 'a',
      name,
      arguments: JSON.stringify(input),
      status: 'completed',
    }),
    result: (output) => ({ type: 'function_call_output', call_id: 'a', output }),
  },
  gemini: {
    call: (args, name = 'headroom_retrieve') => ({ functionCall: { id: 'a', name, args }, thoughtSignature: 'c2ln' }),
    result: (text, isError) => ({
      functionResponse: { id: 'a', name: 'headroom_retrieve', response: { [isError ? 'error' : 'output']: text } },
    }),
  },
  'gemini without ids': {
    call: (args, name = 'headroom_retrieve') => ({ name, args }),
    result: (text, isError) => ({
      functionResponse: { name: 'headroom_retrieve', response: { [isError ? 'error' : 'output']: text } },
    }),
  },
  bedrock: {
    call: (input, name = 'headroom_retrieve') => ({ toolUse: { toolUseId: 'a', name, input } }),
    result: (text, isError) => ({
      toolResult: { toolUseId: 'a', content: [{ text }], status: isError ? 'error' : 'success' },
    }),
  },
};

/** The answer to a call, as the model gets it. */
async function told(input: unknown, of = headroom): Promise<{ text: string; isError: boolean }> {
  const { content: text, is_error: isError = false } = (await of.handleToolCall({
    type: 'tool_use' as const,
    id: 'a',
    name: 'headroom_retrieve',
    input,
  }))!;
  return { text, isError };
}

describe.each(Object.entries(SHAPES))('a call in the shape of %s', (_, { call, result }) => {
  it('gets a result in that shape, which names the part', async () => {
    expect(await headroom.handleToolCall(call({ handle: log, lines: '120-121' }))).toEqual(
      result('lines 120-121 of 4,113\nline 120 of the log\nline 121 of the log\n', false),
    );
  });

  it('gets a failure as a result in that shape', async () => {
    expect(await headroom.handleToolCall(call({ handle: log, lines: '5000-' }))).toEqual(
      result('The original has lines 1-4,113.', true),
    );
  });

  it('gets at most as much as the caller allows, and no advice to ask for more', async () => {
    const allowed = await headroom.handleToolCall(call({ handle: log, limit: 1000 }), { limit: 40 });
    expect(JSON.stringify(allowed)).toContain(
      JSON.stringify(
        'lines 1-2 of 4,113. There is more: ask for lines "3-".\nline 1 of the log\nline 2 of the log\n',
      ).slice(1, -1),
    );
  });

  it('is rejected with an invalid limit', async () => {
    for (const limit of [-1, 0.5, NaN, '40' as never])
      await expect(headroom.handleToolCall(call({ handle: log }), { limit })).rejects.toMatchObject({
        option: 'limit',
      });
  });

  it('of another tool is left to the caller', async () => {
    expect(await headroom.handleToolCall(call({ handle: log }, 'query'))).toBeUndefined();
    const earlier = call({ handle: log, lines: '120-121' }, 'ccr_retrieve');
    const answered = JSON.stringify(await headroom.handleToolCall(earlier));
    expect(answered.replace('ccr_retrieve', 'headroom_retrieve')).toBe(
      JSON.stringify(await headroom.handleToolCall(call({ handle: log, lines: '120-121' }))),
    );
    expect(await headroom.handleToolCall(call({ handle: log }, 'mcp__headroom__headroom_retrieve'))).toBeUndefined();
  });
});

describe('an answer', () => {
  it('has at most 32 KiB by default, and says how to get more', async () => {
    const { text } = await told({ handle: log });
    const [head, ...body] = text.split('\n');
    expect(head).toMatch(
      /^lines 1-[\d,]+ of 4,113\. There is more: ask for lines "\d+-", or set limit above 32,768 bytes\.$/,
    );
    const bytes = Buffer.byteLength(body.join('\n'));
    expect(bytes).toBeLessThanOrEqual(32_768);
    expect(bytes).toBeGreaterThan(32_700);
    const next = /"(\d+-)"/.exec(head!)![1]!;
    const after = (await told({ handle: log, lines: next })).text.split('\n').slice(1).join('\n');
    expect(LINES.startsWith(body.join('\n') + after)).toBe(true);
    expect((await told({ handle: log, limit: 1e9 })).text).toBe(`all 4,113 lines\n${LINES}`);
    expect((await told({ handle: log, limit: '60' })).text).toBe(
      'lines 1-3 of 4,113. There is more: ask for lines "4-", or set limit above 60 bytes.\nline 1 of the log\nline 2 of the log\nline 3 of the log\n',
    );
  });

  it('is bounded, even if the model asks for more', async () => {
    const [long] = await (await headroom.originals()).put(['x'.repeat(1 << 20)]);
    const { text } = await told({ handle: long, limit: 1e12 });
    expect(text).toMatch(
      /^line 1 of 1, its first 262,144 of 1,048,576 bytes\. There is more: ask for less at a time, or with a query\.\nx/,
    );
    expect(text.length).toBeLessThan(263_000);
  });

  it.each([
    [
      'words',
      { query: '777' },
      /^lines 775-781 of 4,113, the best for the query\nlines 775-781:\nline 775 of the log\n/,
    ],
    ['a number', { lines: 7 }, /^line 7 of 4,113\nline 7 of the log\n$/],
    ['a pair', { lines: [7, 8] }, /^lines 7-8 of 4,113\n/],
    [
      'all arguments filled in, most of them empty',
      { lines: '7', query: '', rows: null, fields: [], path: '', limit: 0 },
      /^line 7 of 4,113\n/,
    ],
  ])('selects lines by %s', async (_, ask, text) => {
    expect(await told({ handle: log, ...ask })).toEqual({ text: expect.stringMatching(text), isError: false });
  });

  it('selects rows, fields and paths of JSON', async () => {
    expect((await told({ handle: rows, rows: '3-4', fields: 'id, name' })).text).toBe(
      'rows 3-4 of 50, only id, name\n{"id":2,"name":"user 2"}\n{"id":3,"name":"user 3"}\n',
    );
    expect((await told({ handle: rows, path: '[7].name' })).text).toBe('the value at /7/name\n"user 7"');
    expect((await told({ handle: rows, rows: '1-50', fields: ['id'], limit: 20 })).text).toBe(
      'rows 1-2 of 50, only id. There is more: ask for rows "3-", or set limit above 20 bytes.\n{"id":0}\n{"id":1}\n',
    );
  });

  it.each([
    ['in capitals', (handle: string) => handle.toUpperCase()],
    ['shortened', (handle: string) => handle.slice(0, 9)],
    ['within its whole marker', (handle: string) => `[312 lines left out: headroom_retrieve ${handle}]`],
    ['behind the name of the tool', (handle: string) => `headroom_retrieve ${handle}`],
  ])('accepts a handle %s', async (_, written) => {
    expect((await told({ handle: written(log), lines: 1 })).text).toBe('line 1 of 4,113\nline 1 of the log\n');
  });

  it('accepts the name that similar tools have for the handle', async () => {
    expect((await told({ hash: log, lines: 1 })).isError).toBe(false);
  });
});

describe('a failure is explained to the model:', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown handle', { handle: 'q9w1dfwf077ymga1' }, /^There is no original with this handle\. Copy/],
    ['a malformed handle', { handle: 'the log' }, /^This is not a handle\./],
    ['a missing handle', {}, /^Give the handle/],
    ['no arguments', undefined, /^The arguments are an object/],
    ['a handle that is not a string', { handle: 7 }, /^Give the handle/],
    ['JSON that was cut off', '{"handle": "q9w1', /^The arguments are not JSON, or were cut off\./],
    ['a list', '[]', /^The arguments are an object/],
    ['a limit of words', { handle: 'q9w1dfwf077ymga1', limit: 'all' }, /limit is a number/],
    ['an unknown argument', { handle: 'q9w1dfwf077ymga1', line: 3 }, /unknown field `line`, expected one of/],
    [
      'two selections at once',
      { handle: 'q9w1dfwf077ymga1', lines: 3, query: 'x' },
      /only one of query, lines, rows and path/,
    ],
    ['a malformed range', { handle: 'q9w1dfwf077ymga1', lines: 'a few' }, /a range is written 120-160/],
    ['a lone surrogate', { handle: '\ud800' }, /./],
  ])('%s', async (_, input, text) => {
    expect(await told(input)).toEqual({ text: expect.stringMatching(text), isError: true });
  });

  it('an original of another scope', async () => {
    const store = await Store.open({ memory: true });
    const [handle] = await store.scope('theirs').put(['secret text']);
    const { text, isError } = await told({ handle }, new Headroom({ store, scope: 'ours' }));
    expect(isError).toBe(true);
    expect(text, 'the same as for an original that nobody stored').toMatch(/^There is no original with this handle\./);
  });

  it('an original that was evicted', async () => {
    const store = await Store.open({ memory: true, limitBytes: 1 << 16 });
    const mine = new Headroom({ store, scope: 'mine' });
    const incompressible = (): string => randomBytes(10_000).toString('hex');
    const [handle] = await (await mine.originals()).put([incompressible()]);
    await (await mine.originals()).put(Array.from({ length: 40 }, incompressible));
    while ((await store.purge()).more);
    expect(await told({ handle }, mine)).toEqual({
      text: expect.stringMatching(/^The original is no longer kept/),
      isError: true,
    });
  });

  it('no store, or a closed instance', async () => {
    const closed = new Headroom({ store: ':memory:' });
    closed.close();
    for (const without of [new Headroom(), closed])
      expect(await told({ handle: log }, without)).toEqual({
        text: 'The original cannot be read now. Run the tool that it came from again.',
        isError: true,
      });
  });

  it('arguments that throw when they are read', async () => {
    const input = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(await told(input)).toEqual({ text: expect.stringMatching(/cannot be read now/), isError: true });
  });

  it('but a value that is not a call gets no answer', async () => {
    for (const call of [
      undefined,
      null,
      7,
      'headroom_retrieve',
      [],
      {},
      { type: 'tool_use' },
      { function: {} },
      { name: 'headroom_retrieve' },
      { type: 'text', text: 'headroom_retrieve' },
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ])
      expect(await headroom.handleToolCall(call)).toBeUndefined();
  });
});
