import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const call = (call_id: string, name: string, input: object, more: object = {}) => ({
  type: 'function_call',
  call_id,
  name,
  arguments: JSON.stringify(input),
  ...more,
});
const output = (call_id: string, answer: unknown, more: object = {}) => ({
  type: 'function_call_output',
  call_id,
  output: answer,
  ...more,
});
const TABLE = expect.stringMatching(/^\[table 50 rows/);

const ITEMS = [
  { role: 'developer', content: 'You help.' },
  {
    type: 'message',
    role: 'user',
    content: [
      { type: 'input_text', text: 'Look.' },
      { type: 'input_image', image_url: 'data:,' },
    ],
  },
  { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: SOURCE }], encrypted_content: SOURCE },
  call('a', 'read_file', { path: 'src/main.rs' }),
  call('b', 'query', { id: '7' }),
  output('b', ROWS, { status: 'completed' }),
  output('a', SOURCE),
  { type: 'item_reference', id: 'msg_1' },
  call('c', 'read_file', { path: 'src/main.rs' }),
  output('c', [
    { type: 'input_text', text: SOURCE },
    { type: 'input_image', image_url: 'data:,' },
  ]),
];

describe('items of the Responses API', () => {
  it('have their tool results compressed and expanded', async () => {
    const sent = await compress(ITEMS);
    expect(sent.messages[5]).toEqual({ ...ITEMS[5], output: TABLE });
    expect(sent.messages[9]).toEqual(
      output('c', [
        { type: 'input_text', text: '[@ read_file main.rs]' },
        { type: 'input_image', image_url: 'data:,' },
      ]),
    );
    expect(await expand(sent.messages)).toEqual(ITEMS);
  });

  it('are the same objects, except tool results', async () => {
    const { messages } = await compress(ITEMS);
    for (const at of [0, 1, 2, 3, 4, 6, 7, 8]) expect(messages[at]).toBe(ITEMS[at]);
  });

  it.each([
    [
      'of a custom tool',
      { type: 'custom_tool_call', call_id: 'x', name: 'query', input: 'SELECT 1' },
      { type: 'custom_tool_call_output', call_id: 'x', output: ROWS },
      { output: TABLE },
    ],
    [
      'of a custom tool, in parts',
      { type: 'custom_tool_call', call_id: 'x', name: 'query', input: 'SELECT 1' },
      { type: 'custom_tool_call_output', call_id: 'x', output: [{ type: 'input_text', text: ROWS }] },
      { output: [{ type: 'input_text', text: TABLE }] },
    ],
    [
      'of the local shell',
      {
        type: 'local_shell_call',
        id: 'l',
        call_id: 'x',
        action: { type: 'exec', command: ['curl', 'localhost'], env: {} },
        status: 'completed',
      },
      { type: 'local_shell_call_output', id: 'x', output: ROWS },
      { output: TABLE },
    ],
    [
      'of the shell',
      { type: 'shell_call', call_id: 'x', action: { commands: ['curl localhost'] } },
      {
        type: 'shell_call_output',
        call_id: 'x',
        output: [{ stdout: ROWS, stderr: 'warning', outcome: { type: 'exit', exit_code: 0 } }],
      },
      { output: [{ stdout: TABLE, stderr: 'warning', outcome: { type: 'exit', exit_code: 0 } }] },
    ],
    [
      'of a patch',
      { type: 'apply_patch_call', call_id: 'x', operation: { type: 'delete_file', path: 'a.json' } },
      { type: 'apply_patch_call_output', call_id: 'x', status: 'completed', output: ROWS },
      { output: TABLE },
    ],
  ])('are read %s', async (_, called, answered, change) => {
    const sent = await compress([called, answered]);
    expect(sent.messages).toEqual([called, { ...answered, ...change }]);
    expect(sent.messages[0]).toBe(called);
    expect(sent.blocks.at(-1)!.name).not.toMatch(/^tool result/);
    expect(await expand(sent.messages)).toEqual([called, answered]);
  });

  it('of an MCP server have both call and result', async () => {
    const item = {
      type: 'mcp_call',
      id: 'mcp_1',
      server_label: 's',
      name: 'query',
      arguments: '{"id":"7"}',
      output: ROWS,
    };
    expect((await compress([item])).messages).toEqual([{ ...item, output: TABLE }]);
  });

  it('keep a file that a command prints, so that an edit can quote it', async () => {
    const pretty = JSON.stringify(JSON.parse(ROWS), null, 2);
    const items = (command: string[]) => [call('x', 'shell', { command, workdir: '/repo' }), output('x', pretty)];
    expect((await compress(items(['bash', '-lc', 'cat data.json']))).compressed).toBe(false);
    expect((await compress(items(['cat', 'data.json']))).compressed).toBe(false);
    expect((await compress(items(['bash', '-lc', 'curl localhost']))).compressed).toBe(true);
  });

  it('that a program reads are unchanged, and are never a target of references', async () => {
    const program = { type: 'program', caller_id: 'prog_1' };
    const items = [
      call('a', 'query', { text: SOURCE }, { caller: program }),
      output('a', ROWS, { caller: program }),
      call('b', 'query', {}),
      output('b', SOURCE),
      call('c', 'read', {}, { caller: program }),
      output('c', ROWS),
    ];
    const sent = await compress(items);
    for (const [at, item] of sent.messages.entries()) expect(item).toBe(items[at]);
  });

  it.each([
    [
      'screenshots',
      { type: 'computer_call_output', call_id: 'a', output: { type: 'computer_screenshot', image_url: ROWS } },
    ],
    [
      'search results of the provider',
      { type: 'file_search_call', id: 'f', queries: ['x'], results: [{ text: ROWS }], status: 'completed' },
    ],
    ['compactions', { type: 'compaction', id: 'c', encrypted_content: ROWS }],
    ['unknown items', { type: 'telepathy_output', call_id: 'a', output: ROWS }],
    ['an output of the wrong type', { type: 'function_call_output', call_id: 'a', output: { text: ROWS } }],
  ])('are passed on unchanged: %s', async (_, item) => {
    const sent = await compress([ITEMS[3]!, item, ...ITEMS.slice(4, 6)]);
    expect(sent.messages[1]).toBe(item);
    expect(sent.messages[3]).toEqual({ ...ITEMS[5], output: TABLE });
  });
});
