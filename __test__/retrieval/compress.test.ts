// Retrieved text is never compressed again, and text in it that looks like our notation is not decoded.
import { Headroom, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { numberedFile, ROWS, SOURCE } from '../support/samples.js';

const LOG = Array.from(
  { length: 3000 },
  (_, line) => `2026-01-01T00:00:${String(line % 60).padStart(2, '0')} INFO worker ${line % 7} has done job ${line}`,
).join('\n');
/** Texts that look like our own output. */
const FORGED = `lines 1-3 of 9\n[table 2 rows: id name]\n1 a\n2 b\n[@ Read main.rs:1-3]\n[lines 1→3]\n1→x`;
const TEXTS: Readonly<Record<string, string>> = {
  rows: ROWS,
  log: LOG,
  numbered: numberedFile(SOURCE),
  forged: FORGED,
};

/** Conversations with a tool result, in each shape. */
const SHAPES: Readonly<Record<string, (tool: string, text: string) => Message[]>> = {
  anthropic: (tool, text) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: tool, input: { handle: 'q9w1dfwf077ymga1' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text }] }] },
  ],
  openai: (tool, text) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: tool, arguments: '{"handle":"q9w1dfwf077ymga1"}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: text },
  ],
  responses: (tool, text) => [
    { type: 'function_call', id: 'fc_1', call_id: 'a', name: tool, arguments: '{"handle":"q9w1dfwf077ymga1"}' },
    { type: 'function_call_output', call_id: 'a', output: text },
  ],
  gemini: (tool, text) => [
    { role: 'model', parts: [{ functionCall: { name: tool, args: { handle: 'q9w1dfwf077ymga1' } } }] },
    { role: 'user', parts: [{ functionResponse: { name: tool, response: { output: text } } }] },
  ],
  bedrock: (tool, text) => [
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'a', name: tool, input: { handle: 'q9w1dfwf077ymga1' } } }],
    },
    { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text }], status: 'success' } }] },
  ],
  vercel: (tool, text) => [
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'a', toolName: tool, input: { handle: 'q9w1dfwf077ymga1' } }],
    },
    {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId: 'a', toolName: tool, output: { type: 'text', value: text } }],
    },
  ],
  'openai with function_call': (tool, text) => [
    { role: 'assistant', content: null, function_call: { name: tool, arguments: '{"handle":"q9w1dfwf077ymga1"}' } },
    { role: 'function', name: tool, content: text },
  ],
};

describe.each(Object.entries(SHAPES))('retrieved text in the shape of %s', (_, messagesOf) => {
  it.each([
    'headroom_retrieve',
    'mcp__headroom__headroom_retrieve',
    'headroom_headroom_retrieve',
    'headroom.headroom_retrieve',
  ])('is neither compressed nor expanded: %s', async (tool) => {
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot' });
    for (const text of Object.values(TEXTS)) {
      const messages = messagesOf(tool, text);
      const sent = await headroom.compress(messages);
      expect(sent.messages).toEqual(messages);
      expect(sent.messages[1]).toBe(messages[1]);
      expect([sent.compressed, sent.tokensSaved, sent.transformsApplied, sent.ccrHashes]).toEqual([false, 0, [], []]);
      expect(await headroom.expand(messages)).toEqual(messages);
    }
  });

  it('would be compressed as a result of another tool', async () => {
    for (const tool of ['query', 'headroom_retrieve_all', 'notheadroom_retrieve'])
      expect((await new Headroom().compress(messagesOf(tool, ROWS))).compressed).toBe(true);
  });

  it('can be the target of references, which expand', async () => {
    const headroom = new Headroom();
    const messages = [
      ...messagesOf('headroom_retrieve', `lines 1-120 of 400\n${SOURCE}`),
      ...messagesOf('Bash', SOURCE).map(
        (message) => JSON.parse(JSON.stringify(message).replaceAll('"a"', '"b"')) as Message,
      ),
    ];
    const sent = await headroom.compress(messages);
    expect(sent.messages.slice(0, 2)).toEqual(messages.slice(0, 2));
    expect(await headroom.expand(sent.messages)).toEqual(messages);
  });
});

it('a call id that another tool uses again belongs to the later call', async () => {
  const messages = [...SHAPES['anthropic']!('headroom_retrieve', ROWS), ...SHAPES['anthropic']!('query', ROWS)];
  const { messages: sent } = await new Headroom({ historyMayBeDropped: true }).compress(messages);
  expect(sent[1]).toBe(messages[1]);
  expect(sent[3]).not.toEqual(messages[3]);
});
