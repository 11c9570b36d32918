// Compression between rounds, and cases of single providers.
import { runWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, withServer, type Json } from '../support/protocols/index.js';
import { ending, headroom, HANDLE, LOG, retrieved, retrieves } from '../support/retrieval.js';

it('compresses every request, but not retrieved text', async () => {
  const text = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, role: 'reader' })));
  const result = (id: string) => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'query', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
  ];
  const [protocol] = PROTOCOLS;
  await withServer(
    protocol!,
    [{ calls: [{ id: 'a', name: 'headroom_retrieve', input: { handle: HANDLE, limit: 1e6 } }] }, { say: 'Because.' }],
    async (server) => {
      const messages = [{ role: 'user', content: 'Why?' }, ...result('x')];
      const { added } = await runWithRetrieval({
        headroom,
        request: { model: 'claude-x', max_tokens: 9, messages },
        send: server.send,
      });
      const sent = protocol!.results(protocol!.messages(server.bodies[1]!));
      expect(sent[0]).toMatch(/^\[table 60 rows/);
      expect(sent[1]).toBe(`all 4,113 lines\n${LOG}`);
      expect((await headroom.compress([...messages, ...added])).messages.slice(0, -1)).toEqual(
        server.bodies[1]!['messages'],
      );
    },
  );
});

describe('OpenAI Responses with a stored conversation', () => {
  it('sends only the new items', async () => {
    const protocol = PROTOCOLS[2]!;
    await withServer(
      protocol,
      [{ say: 'Let me see.', calls: [retrieves('a', '7')] }, { calls: [retrieves('b', '8')] }, { say: 'Because.' }],
      async (server) => {
        const { added } = await runWithRetrieval({
          headroom,
          request: { ...protocol.request('Why?'), conversation: 'conv_1' } as Json,
          send: server.send,
        });
        expect(server.bodies.slice(1).map(({ input }) => input)).toEqual(
          [7, 8].map((line) => [
            { type: 'function_call_output', call_id: line === 7 ? 'a' : 'b', output: retrieved(line) },
          ]),
        );
        expect(added).toHaveLength(6);
      },
    );
  });
});

describe('Gemini', () => {
  it.each<[string, unknown]>([
    ['a text', 'Why?'],
    ['parts', ['Why', { text: '?' }]],
    ['one message', { role: 'user', parts: [{ text: 'Why?' }] }],
  ])('accepts %s as a prompt', async (_, contents) => {
    const protocol = PROTOCOLS[3]!;
    await withServer(protocol, [{ calls: [retrieves('a', '7')] }, { say: 'Because.' }], async (server) => {
      await runWithRetrieval({ headroom, request: { contents }, send: server.send });
      expect(server.bodies[0]!['contents']).toEqual(
        Array.isArray(contents) ? [{ role: 'user', parts: [{ text: 'Why' }, { text: '?' }] }] : contents,
      );
      expect(server.bodies[1]!['contents']).toHaveLength(3);
      expect(server.bodies[1]!['contents'][0].role).toBe('user');
    });
  });
});

describe('Bedrock Converse', () => {
  it('is supported', async () => {
    const use = { toolUse: { toolUseId: 'a', name: 'headroom_retrieve', input: { handle: HANDLE, lines: '7' } } };
    const message = (content: object[]) => ({
      output: { message: { role: 'assistant', content } },
      usage: { inputTokens: 100, outputTokens: 10, totalTokens: 110 },
    });
    const sent: Json[] = [];
    const answers = [
      { ...message([use]), stopReason: 'tool_use' },
      { ...message([{ text: 'Because.' }]), stopReason: 'end_turn' },
    ];
    const outcome = await runWithRetrieval({
      headroom,
      request: { modelId: 'x', messages: [{ role: 'user', content: [{ text: 'Why?' }] }] },
      send: (request) => answers[sent.push(request) - 1],
    });
    expect(ending(outcome)).toEqual(['answered', 2, []]);
    expect(sent[1]!['messages'].slice(1)).toEqual([
      { role: 'assistant', content: [use] },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 'a', content: [{ text: retrieved(7) }], status: 'success' } }],
      },
    ]);
    expect(outcome.usage).toEqual({ inputTokens: 200, outputTokens: 20, totalTokens: 220 });
  });
});

describe('usage', () => {
  it('is added up in unknown fields, too', async () => {
    const used = [
      {
        tokens: 1,
        deep: { by: [{ kind: 'A', count: 1 }], iterations: [{ a: 1, b: 2 }] },
        tier: 'x',
        gone: 5,
        none: null,
      },
      {
        tokens: 2,
        deep: {
          by: [
            { kind: 'B', count: 2 },
            { kind: 'A', count: 3 },
          ],
          iterations: [{ a: 3, b: 4 }],
        },
        tier: 'y',
        none: 3,
        late: 7,
      },
    ];
    const blocks = [{ type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: {} }];
    let round = 0;
    const outcome = await runWithRetrieval({
      headroom,
      rounds: 1,
      request: { model: 'claude-x', max_tokens: 9, messages: [{ role: 'user', content: 'Why?' }] },
      send: () => ({ content: blocks, stop_reason: 'tool_use', usage: used[round++] }),
    });
    expect(outcome.usage).toEqual({
      tokens: 3,
      deep: {
        by: [
          { kind: 'A', count: 4 },
          { kind: 'B', count: 2 },
        ],
        iterations: [
          { a: 1, b: 2 },
          { a: 3, b: 4 },
        ],
      },
      tier: 'y',
      gone: 5,
      none: 3,
      late: 7,
    });
  });
});
