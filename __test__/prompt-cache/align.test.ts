// alignCache moves whole sentences with volatile text to the end of the system prompt, in order, and changes nothing
// else.
import { alignCache } from '@headroom/native/prompt-cache';
import { describe, expect, it } from 'vitest';
import { volatileIn } from '../../dist/src/prompt-cache/volatile.js';
import { forAll, type Random } from '../support/random.js';

const ENDLESS = new Array(2 ** 32 - 1);

describe('volatile text', () => {
  it.each<[string, string[]]>([
    ['Today is 2026-11-22.', ['date 2026-11-22']],
    ['Now: 2026-11-22T10:20:30.123Z', ['timestamp 2026-11-22T10:20:30.123Z']],
    ['It is 2026-11-22 10:20 UTC', ['timestamp 2026-11-22 10:20 UTC']],
    [
      'November 22, 2026; 22 Nov 2026; 22.11.2026; 11/22/2026',
      ['date November 22, 2026', 'date 22 Nov 2026', 'date 22.11.2026', 'date 11/22/2026'],
    ],
    ['Today is a Sunday', ['date Today is a Sunday']],
    ['at 14:05:33', ['time 14:05:33']],
    ['The current time is 2:05 pm.', ['time time is 2:05 pm']],
    ['1795313005 and 1795313005123', ['epoch 1795313005', 'epoch 1795313005123']],
    ['user 123e4567-E89B-12d3-a456-426614174000', ['uuid 123e4567-E89B-12d3-a456-426614174000']],
    ['req_8fa3bc2d91, session-id: x, session_id=abcd1234', ['id req_8fa3bc2d91', 'id session_id=abcd1234']],
    ['commit 3f9a0b1c2d3e4f5a6b7c', ['hash 3f9a0b1c2d3e4f5a6b7c']],
  ])('is found in %j', (text, found) =>
    expect(volatileIn(text).map(({ kind, text: own }) => `${kind} ${own}`)).toEqual(found),
  );

  it.each([
    'open from 9:00 to 17:00',
    'version 1.2.3 of 2024',
    'claude-opus-4-5-20251101 and gpt-4o-2024-11-20',
    'deadbeefdeadbeefdeadbeef',
    '1234567890123456',
    'message_handler',
    'Step 3 of 5',
    '192.168.10.25',
    '',
  ])('is not found in %j', (text) => expect(volatileIn(text)).toEqual([]));

  it('is at the offsets that are reported', () =>
    forAll((random) => {
      const text = prompt(random);
      for (const { text: own, start, end } of volatileIn(text)) expect(text.slice(start, end)).toBe(own);
    }));

  it('is searched in linear time in any text', () => {
    const texts = ['time ', 'a', '1', '2026-', 'Jan ', '0123456789abcdef-', 'req_', '12:', 'today is ', '. A'].map(
      (part) => part.repeat(4_000_000 / part.length),
    );
    for (const text of texts) expect(volatileIn(text).length).toBeLessThan(text.length);
  });
});

describe('alignCache', () => {
  it('moves sentences, or whole lines that are one sentence', () => {
    expect(alignCache('You are careful. Today is 2026-11-22. Answer briefly.')).toBe(
      'You are careful. Answer briefly.\n\nToday is 2026-11-22.',
    );
    expect(
      alignCache(
        'You are careful.\n<env>\nFolder: /repo\nToday’s date: 2026-11-22\nSession: 123e4567-e89b-12d3-a456-426614174000\nPlatform: linux\n</env>\n\nBe kind.\n',
      ),
    ).toBe(
      'You are careful.\n<env>\nFolder: /repo\nPlatform: linux\n</env>\n\nBe kind.\n\nToday’s date: 2026-11-22\nSession: 123e4567-e89b-12d3-a456-426614174000',
    );
  });

  it.each([
    ['nothing volatile', 'You are careful.\n\nBe kind.\n'],
    ['volatile text at the end only', 'You are careful.\n\nToday is 2026-11-22.\n'],
    ['only volatile text', 'Today is 2026-11-22.'],
    ['code', 'Log like this:\n```\n2026-11-22 10:00:00 started\n```\nBe kind.'],
    ['an unclosed code block', 'Today is 2026-11-22.\n```\nx'],
    ['a table', '| day | sales |\n| 2026-11-22 | 5 |\nBe kind.'],
    ['an example', 'Write dates like this, for example 2026-11-22.\nBe kind.'],
  ])('does not change a text with %s', (_, text) => {
    expect(alignCache(text)).toBe(text);
    const request = {
      system: text === 'Today is 2026-11-22.' ? text : [{ type: 'text', text: 'Be kind.' }],
      input: 'x',
    };
    expect(alignCache(request)).toBe(request);
  });

  const TEXT = 'Today is 2026-11-22. Be kind.';
  const USER = { role: 'user', content: 'It is 2026-11-22. Why?' };
  it.each<[string, object, object]>([
    [
      'Anthropic, a text',
      { max_tokens: 1, system: TEXT, messages: [USER] },
      {
        max_tokens: 1,
        system: [
          { type: 'text', text: 'Be kind.' },
          { type: 'text', text: 'Today is 2026-11-22.' },
        ],
        messages: [USER],
      },
    ],
    [
      'Anthropic, a text with volatile text at the end',
      { max_tokens: 1, system: 'Be kind. Today is 2026-11-22.', messages: [USER] },
      {
        max_tokens: 1,
        system: [
          { type: 'text', text: 'Be kind.' },
          { type: 'text', text: 'Today is 2026-11-22.' },
        ],
        messages: [USER],
      },
    ],
    [
      'Anthropic, blocks',
      {
        system: [
          { type: 'text', text: TEXT },
          { type: 'text', text: 'Rules.', cache_control: { type: 'ephemeral' } },
        ],
        messages: [USER],
      },
      {
        system: [
          { type: 'text', text: 'Be kind.' },
          { type: 'text', text: 'Rules.', cache_control: { type: 'ephemeral' } },
          { type: 'text', text: 'Today is 2026-11-22.' },
        ],
        messages: [USER],
      },
    ],
    [
      'OpenAI Chat',
      { messages: [{ role: 'system', content: TEXT }, USER, { role: 'system', content: TEXT }] },
      {
        messages: [
          { role: 'system', content: 'Be kind.\n\nToday is 2026-11-22.' },
          USER,
          { role: 'system', content: TEXT },
        ],
      },
    ],
    [
      'OpenAI Responses',
      { instructions: TEXT, input: [{ role: 'developer', content: TEXT }, USER] },
      {
        instructions: 'Be kind.\n\nToday is 2026-11-22.',
        input: [{ role: 'developer', content: 'Be kind.\n\nToday is 2026-11-22.' }, USER],
      },
    ],
    [
      'Gemini',
      { systemInstruction: { parts: [{ text: TEXT }] }, contents: [] },
      { systemInstruction: { parts: [{ text: 'Be kind.' }, { text: 'Today is 2026-11-22.' }] }, contents: [] },
    ],
    [
      'Gemini’s SDK',
      { config: { systemInstruction: TEXT, temperature: 1 }, contents: 'x' },
      { config: { systemInstruction: 'Be kind.\n\nToday is 2026-11-22.', temperature: 1 }, contents: 'x' },
    ],
    [
      'Bedrock',
      { modelId: 'm', system: [{ text: TEXT }, { cachePoint: { type: 'default' } }], messages: [] },
      {
        modelId: 'm',
        system: [{ text: 'Be kind.' }, { cachePoint: { type: 'default' } }, { text: 'Today is 2026-11-22.' }],
        messages: [],
      },
    ],
  ])('aligns the system prompt of %s', (_, request, expected) => {
    const before = structuredClone(request);
    const aligned = alignCache(request);
    expect(aligned).toEqual(expected);
    expect(alignCache(aligned)).toBe(aligned);
    expect(request).toEqual(before);
  });

  it('keeps the system prompt of the Vercel AI SDK a string', () => {
    expect(alignCache({ model: {}, system: TEXT, messages: [USER], maxOutputTokens: 9 })).toEqual({
      model: {},
      system: 'Be kind.\n\nToday is 2026-11-22.',
      messages: [USER],
      maxOutputTokens: 9,
    });
  });

  it('does not move a block with a breakpoint of the client', () => {
    const marked = { type: 'text', text: 'Today is 2026-11-22.', cache_control: { type: 'ephemeral' } };
    const request = { system: [marked, { type: 'text', text: 'Be kind.' }], messages: [USER] };
    expect(alignCache(request)).toBe(request);
  });

  it('keeps every sentence, keeps the order, and is idempotent', () =>
    forAll((random) => {
      const text = prompt(random);
      const aligned = alignCache(text);
      expect(alignCache(aligned)).toBe(aligned);
      const inOrder = (of: string): string[] => of.split(/\s+/).filter(Boolean);
      const words = (of: string): string[] => inOrder(of).sort();
      expect(words(aligned)).toEqual(words(text));
      const stable = (of: string): string[] =>
        of.split(/(?<=[.!?])\s+(?=[A-Z])|\n/).filter((part) => part.trim() !== '' && volatileIn(part).length === 0);
      expect(inOrder(stable(aligned).join(' '))).toEqual(inOrder(stable(text).join(' ')));
      const request = {
        system: random.many(random.below(4), () => ({
          type: 'text',
          text: prompt(random),
          ...(random.onceIn(4) && { cache_control: { type: 'ephemeral' } }),
        })),
        messages: [USER],
      };
      const once = alignCache(request);
      expect(alignCache(once)).toBe(once);
      expect(words(once.system.map((block) => block.text).join(' '))).toEqual(
        words(request.system.map((block) => block.text).join(' ')),
      );
      expect(once.messages).toBe(request.messages);
    }));

  it('returns any other value unchanged', () => {
    const refusing = new Proxy(
      {},
      {
        get: () => {
          throw new Error('not for you');
        },
        ownKeys: () => {
          throw new Error('nor you');
        },
      },
    );
    const circle: Record<string, unknown> = { text: TEXT };
    circle['config'] = circle;
    circle['system'] = [circle];
    for (const wrong of [
      null,
      undefined,
      5,
      [],
      refusing,
      { system: refusing },
      { system: [refusing, null, 5] },
      { messages: [null, refusing] },
      { messages: { length: 5 } },
      { system: 7, instructions: [[]] },
      { input: ENDLESS },
      { system: ENDLESS },
      { system: 'It is 2026-11-22. Be kind.', messages: ENDLESS },
      { systemInstruction: { parts: ENDLESS } },
      { messages: [{ role: 'system', content: ENDLESS }] },
    ]) {
      expect(alignCache(wrong as object)).toBe(wrong);
    }
    expect(() => alignCache(circle)).not.toThrow();
  });
});

/** A random prompt of lines and sentences, some of them volatile. */
function prompt(random: Random): string {
  const stable = [
    'Be kind.',
    'Answer briefly!',
    'Why not?',
    '- a rule',
    '  indented',
    '',
    '',
    '# Head',
    'Open from 9:00 to 17:00.',
    '<env>',
    'é 😀',
  ];
  const volatile = [
    'Today is 2026-11-22.',
    'Now 10:20:30',
    'Id: 123e4567-e89b-12d3-a456-426614174000',
    'It is Nov 22, 2026.',
    'req_8fa3bc2d91',
    'At 1795313005',
  ];
  return random
    .many(random.below(8), () =>
      random.many(random.below(4), () => random.pick(random.onceIn(3) ? volatile : stable)).join(' '),
    )
    .join(random.pick(['\n', '\n', '\r\n']));
}
