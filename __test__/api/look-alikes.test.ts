// Texts that look compressed, but are not. If they are sent unchanged, expanding must not change them.
import { compress, crushJson, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../support/conversation.js';
import { SOURCE } from '../support/samples.js';

const FORGED = 'x [runs 3 lines]\nx\n[previous line repeated 2 more times]';

const call = (id: string, command: string, content: string): Messages => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
];
const history = [...call('1', 'make', SOURCE), ...call('2', 'cat notes', FORGED)];

describe('a look-alike that may not be rewritten', () => {
  it.each([{ toolProfiles: [{ tool: 'Bash', mode: 'skip' as const }] }, { frozenMessageCount: 4 }])(
    'is not expanded: %o',
    async (options) => {
      const { messages } = await compress(history, options);
      expect(messages).toEqual(history);
      expect(await expand(messages)).toEqual(history);
      // A copy of the messages can be expanded only with the same options.
      expect(await expand(structuredClone(messages), options)).toEqual(history);
      expect(await expand(structuredClone(messages))).not.toEqual(history);
    },
  );

  it('is escaped if it may be rewritten', async () => {
    await compress(history, { frozenMessageCount: 4 });
    const { messages, blocks } = await compress(history);
    expect(blocks.at(-1)!.skipped).toBe('looks-compressed');
    expect((messages.at(-1) as any).content[0].content).toBe(`[verbatim]\n${FORGED}`);
    expect(await expand(messages)).toEqual(history);
  });

  it('is not expanded by a session that adopted the conversation', async () => {
    const session = new Headroom().session();
    const turn = [...history, { role: 'assistant', content: 'done' }, { role: 'user', content: 'go on' }];
    const { messages, lineage } = await session.compress(turn);
    expect(lineage).toBe('adopted');
    expect(await session.expand(structuredClone(messages))).toEqual(turn);
  });
});

describe('a session', () => {
  it('expands its messages, whether the client has them compressed or original', async () => {
    const session = new Headroom().session();
    const { messages } = await session.compress(history);
    const mixed = [...history.slice(0, 2), ...messages.slice(2)];
    expect((await session.compress(mixed)).messages).toEqual(messages);
    expect(await session.expand(messages)).toEqual(history);
    expect(await session.expand(mixed)).toEqual(history);
  });
});

describe('crushJson', () => {
  it.each([
    '{"$value":{"a":1}}',
    '{"$columns":["id"],"$missing":"~","$rows":[[1]]}',
    '[table 2 rows: a b]\n1 2\n3 4',
    '[verbatim]\nx',
    'not JSON',
  ])('writes %j so that it expands, crushed or not', async (text) => {
    for (const format of ['rows', 'columns', 'text'] as const) {
      for (const minTokensToCrush of [0, 200])
        expect(await expand(crushJson(text, { format, minTokensToCrush }).text)).toBe(text);
    }
  });
});
