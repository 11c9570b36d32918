import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const call = (id: string, name: string, input: object) => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(input) },
});
const calls = (...tool_calls: object[]) => ({ role: 'assistant', content: null, tool_calls });

const MESSAGES = [
  { role: 'system', content: 'You help.' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'Look.' },
      { type: 'image_url', image_url: { url: 'data:,' } },
    ],
  },
  calls(call('a', 'read_file', { path: 'src/main.rs' }), call('b', 'query', { id: '7' })),
  { role: 'tool', tool_call_id: 'b', content: ROWS },
  { role: 'tool', tool_call_id: 'a', content: SOURCE, name: 'kept' },
  calls(call('c', 'read_file', { path: 'src/main.rs' })),
  { role: 'tool', tool_call_id: 'c', content: [{ type: 'text', text: SOURCE }] },
];

describe('OpenAI messages', () => {
  it('have their tool results compressed and expanded', async () => {
    const sent = await compress(MESSAGES);
    const [rows, source, again] = [3, 4, 6].map((at) => sent.messages[at] as { content: unknown });
    expect(rows!.content).toMatch(/^\[table 50 rows/);
    expect(source).toBe(MESSAGES[4]);
    expect(again!.content).toEqual([{ type: 'text', text: '[@ read_file main.rs]' }]);
    expect(await expand(sent.messages)).toEqual(MESSAGES);
  });

  it('keep system, user and assistant messages as the same objects', async () => {
    const { messages } = await compress(MESSAGES);
    for (const at of [0, 1, 2, 4, 5]) expect(messages[at]).toBe(MESSAGES[at]);
    expect(messages[6]).toEqual({ ...MESSAGES[6], content: expect.anything() });
  });

  it('with the deprecated function_call are read, too', async () => {
    const old = [
      { role: 'assistant', content: null, function_call: { name: 'read_file', arguments: '{"path":"a.rs"}' } },
      { role: 'function', name: 'read_file', content: SOURCE },
      { role: 'assistant', content: null, function_call: { name: 'read_file', arguments: '{"path":"a.rs"}' } },
      { role: 'function', name: 'read_file', content: SOURCE },
    ];
    const sent = await compress(old);
    expect(sent.messages[3]).toEqual({ ...old[3], content: '[@ read_file a.rs]' });
    expect(await expand(sent.messages)).toEqual(old);
  });

  it.each([
    ['arguments that are not JSON', '{"path": "src/ma'],
    ['no arguments', ''],
    ['arguments that are a list', '["x"]'],
    ['arguments that are nested too deeply', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ])('are read with %s', async (_, text) => {
    const messages = [
      { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'x', arguments: text } }] },
      { role: 'tool', tool_call_id: 'a', content: ROWS },
    ];
    const sent = await compress(messages);
    expect(sent.compressed).toBe(true);
    expect(await expand(sent.messages)).toEqual(messages);
  });
});
