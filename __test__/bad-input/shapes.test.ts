// Values that are not messages, or have an unknown shape, are passed on unchanged.
import { compress, expand, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const USE = { type: 'tool_use', id: 'a', name: 'query', input: { id: '1' } };
const RESULT = { type: 'tool_result', tool_use_id: 'a', content: ROWS };
const CALL = { role: 'assistant', content: [USE] };
const ANSWER = { role: 'user', content: [RESULT] };

/** A copy of an object whose field `key` throws. */
function throwing(key: string, of: object): object {
  return Object.defineProperty({ ...of }, key, {
    enumerable: true,
    get: () => {
      throw new Error('not for you');
    },
  });
}

const circular: Record<string, unknown> = { role: 'user', content: [] };
circular['self'] = circular;
(circular['content'] as unknown[]).push(circular);

const UNKNOWN: [string, unknown[]][] = [
  ['null', [null]],
  ['undefined', [undefined]],
  ['numbers', [1, NaN, -0, 10n]],
  ['strings', ['hello', '']],
  ['booleans', [true, false]],
  ['lists', [[], [[]], [CALL]]],
  ['symbols and functions', [Symbol('s'), () => ROWS]],
  ['a missing role', [{ content: ROWS }]],
  ['a role of the wrong type', [{ role: 5, content: ROWS }, { role: null }, { role: ['user'] }]],
  ['an unknown role', [{ role: 'narrator', content: ROWS }]],
  ['dates, maps and buffers', [new Date(0), new Map([['role', 'user']]), Buffer.from(ROWS)]],
  ['an object without a prototype', [Object.create(null)]],
];

const ODD_CONTENT: [string, unknown][] = [
  ['nothing', null],
  ['undefined', undefined],
  ['a number', 5],
  ['an object', { type: 'text', text: ROWS }],
  ['an empty string', ''],
  ['an empty list', []],
  ['a list of values that are not blocks', [null, undefined, 1, 'text', [[]]]],
  ['blocks without a type', [{}, { text: ROWS }]],
  ['texts of the wrong type', [{ type: 'text' }, { type: 'text', text: 5 }, { type: 'text', text: null }]],
  [
    'calls with fields of the wrong type',
    [
      { type: 'tool_use' },
      { type: 'tool_use', id: 5, name: 5, input: 5 },
      { type: 'tool_use', id: 'x', name: 'y', input: null },
    ],
  ],
  [
    'results with fields of the wrong type',
    [
      { type: 'tool_result' },
      { type: 'tool_result', tool_use_id: 5, content: 5 },
      { type: 'tool_result', content: [null, 5, {}, { type: 'text' }] },
    ],
  ],
  [
    'deeply nested arguments',
    [{ type: 'tool_use', id: 'x', name: 'y', input: JSON.parse(`${'[{"a":'.repeat(3000)}1${'}]'.repeat(3000)}`) }],
  ],
  ['circular', circular['content']],
];

describe('messages of an unknown shape', () => {
  it.each(UNKNOWN)('are returned unchanged: %s', async (_, messages) => {
    const sent = await compress(messages as Message[]);
    expect(sent.messages.length).toBe(messages.length);
    for (const [index, message] of sent.messages.entries()) expect(Object.is(message, messages[index])).toBe(true);
    expect(sent).toMatchObject({ compressed: false, tokensSaved: 0 });
    expect(await expand(messages as Message[])).toEqual(messages);
  });

  it('do not change how earlier messages are sent', async () => {
    const { messages: alone } = await compress([CALL, ANSWER]);
    const stranger = { role: 'narrator', content: ROWS };
    const { messages } = await compress([CALL, ANSWER, stranger, null] as Message[]);
    expect(messages).toEqual([...alone, stranger, null]);
    expect(messages[2]).toBe(stranger);
    expect(alone[1]).not.toEqual(ANSWER);
  });

  it.each(['role', 'content', 'tool_calls'])('are returned unchanged if reading %s throws', async (key) => {
    const messages = [CALL, throwing(key, ANSWER)];
    const sent = await compress(messages);
    for (const [index, message] of sent.messages.entries()) expect(message).toBe(messages[index]);
    expect((await expand(messages))[1]).toBe(messages[1]);
  });

  it.each(['type', 'content', 'tool_use_id'])('are returned unchanged if reading %s of a block throws', async (key) => {
    const messages = [CALL, { role: 'user', content: [throwing(key, RESULT)] }];
    const sent = await compress(messages);
    for (const [index, message] of sent.messages.entries()) expect(message).toBe(messages[index]);
  });

  it('are returned unchanged if they are revoked proxies', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const sent = await compress([CALL, proxy]);
    expect(sent.messages[1] === proxy).toBe(true);
  });
});

describe.each(ODD_CONTENT)('content that is %s', (_, content) => {
  it.each(['user', 'assistant', 'system', 'tool'])(
    'is returned unchanged in a message of %s, and other messages are compressed',
    async (role) => {
      const odd = { role, content };
      const call = {
        role: 'assistant',
        tool_calls: [{ id: 'c', type: 'function', function: { name: 'query', arguments: '{"id":"1"}' } }],
      };
      const rest =
        role === 'user' || role === 'assistant'
          ? [CALL, ANSWER]
          : [call, { role: 'tool', tool_call_id: 'c', content: ROWS }];
      const sent = await compress([odd, ...rest]);
      expect(sent.messages[0]).toBe(odd);
      expect(sent.compressed).toBe(true);
      expect(await expand(sent.messages)).toEqual([odd, ...rest]);
    },
  );

  it('is returned unchanged in a tool result', async () => {
    const odd = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] };
    const sent = await compress([CALL, odd, CALL, ANSWER]);
    expect(sent.messages[1]).toBe(odd);
    expect(sent.compressed).toBe(true);
  });
});

describe('ids', () => {
  it('that are missing, duplicate or of the wrong type lose nothing', async () => {
    for (const id of [undefined, null, 5, {}, 'a', 'nobody', '__proto__', '']) {
      const messages = [
        CALL,
        CALL,
        {
          role: 'user',
          content: [
            { ...RESULT, tool_use_id: id },
            { ...RESULT, tool_use_id: id, content: SOURCE },
          ],
        },
        ANSWER,
      ];
      const sent = await compress(messages);
      expect(sent.compressed).toBe(true);
      expect(await expand(sent.messages)).toEqual(messages);
    }
  });

  it('whose calls come after their results lose nothing', async () => {
    const messages = [ANSWER, CALL, ANSWER];
    const sent = await compress(messages);
    expect(await expand(sent.messages)).toEqual(messages);
  });
});

describe('lists of messages', () => {
  it('may have holes', async () => {
    const messages: Message[] = [CALL];
    messages[3] = ANSWER;
    const sent = await compress(messages);
    expect(sent.messages.length).toBe(4);
    expect(sent.messages[2]).toBeUndefined();
    expect(await expand(sent.messages)).toEqual(messages);
  });
});

describe('frozen and sealed messages', () => {
  it('are compressed, and not written to', async () => {
    const messages = Object.freeze([
      Object.freeze({ ...CALL }),
      Object.freeze({ role: 'user', content: Object.freeze([Object.freeze({ ...RESULT })]) }),
    ]);
    const sent = await compress(messages);
    expect(sent.compressed).toBe(true);
    expect(await expand(sent.messages)).toEqual(messages);
  });
});
