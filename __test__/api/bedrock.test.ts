import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const use = (toolUseId: string, name: string, input: object) => ({ toolUse: { toolUseId, name, input } });
const result = (toolUseId: string, content: unknown, more: object = {}) => ({
  toolResult: { toolUseId, content, ...more },
});
const IMAGE = { image: { format: 'png', source: { bytes: new Uint8Array(4) } } };
const POINT = { cachePoint: { type: 'default' } };
const TABLE = expect.stringMatching(/^\[table 50 rows/);

const MESSAGES = [
  { role: 'user', content: [{ text: 'Look.' }, IMAGE] },
  {
    role: 'assistant',
    content: [
      { reasoningContent: { reasoningText: { text: SOURCE, signature: 'c2ln' } } },
      { text: 'Yes.' },
      use('a', 'Read', { file_path: 'main.rs' }),
      use('b', 'query', { id: '7' }),
    ],
  },
  {
    role: 'user',
    content: [result('b', [{ text: ROWS }, IMAGE], { status: 'success' }), result('a', [{ text: SOURCE }]), POINT],
  },
  { role: 'assistant', content: [use('c', 'Read', { file_path: 'main.rs' })] },
  { role: 'user', content: [result('c', [{ text: SOURCE }])] },
];

describe('messages of Bedrock Converse', () => {
  it('have their tool results compressed and expanded', async () => {
    const sent = await compress(MESSAGES);
    expect(sent.messages[2]).toEqual({
      role: 'user',
      content: [result('b', [{ text: TABLE }, IMAGE], { status: 'success' }), result('a', [{ text: SOURCE }]), POINT],
    });
    expect(sent.messages[4]).toEqual({ role: 'user', content: [result('c', [{ text: '[@ Read main.rs]' }])] });
    expect(await expand(sent.messages)).toEqual(MESSAGES);
  });

  it('are the same objects, except messages with tool results', async () => {
    const { messages } = await compress(MESSAGES);
    for (const at of [0, 1, 3]) expect(messages[at]).toBe(MESSAGES[at]);
    const content = (messages[2] as { content: unknown[] }).content;
    for (const at of [1, 2]) expect(content[at]).toBe(MESSAGES[2]!.content[at]);
  });

  it('have JSON that is mostly rows as one text, and else compressed texts in the JSON', async () => {
    const rows = JSON.parse(ROWS) as object;
    const sentFor = async (json: object): Promise<unknown> => {
      const messages = [MESSAGES[1]!, { role: 'user', content: [result('b', [{ json }, POINT])] }];
      const sent = await compress(messages);
      expect(await expand(sent.messages)).toEqual(messages);
      return (sent.messages[1] as (typeof messages)[1]).content[0];
    };
    const text = expect.stringMatching(/^\[structured\]\n\[json\]\{rows:\[table 50 rows/);
    expect(await sentFor({ rows, next: 'abc' })).toEqual(result('b', [{ text }, POINT]));
    expect(await sentFor({ page: ROWS, next: 7 })).toEqual(result('b', [{ json: { page: TABLE, next: 7 } }, POINT]));
    const small = { rows: [{ id: 1 }, { id: 2 }] };
    expect(await sentFor(small)).toEqual(result('b', [{ json: small }, POINT]));
  });

  it('keep results of the provider’s own tools, and unknown blocks', async () => {
    const odd = {
      role: 'user',
      content: [
        result('b', [{ text: ROWS }], { type: 'server_tool_use' }),
        { futureBlock: { text: ROWS } },
        { guardContent: { text: { text: ROWS } } },
      ],
    };
    const sent = await compress([MESSAGES[1]!, odd, MESSAGES[2]!]);
    expect(sent.messages[1]).toBe(odd);
    expect(sent.compressed).toBe(true);
  });
});
