// A cache report names each break, with its place, reason and cost. It has advice only if following it pays.
import { ConfigurationError } from '@headroom/native';
import { cacheReport, type CacheBreak, type CacheReport } from '@headroom/native/prompt-cache';
import { describe, expect, it } from 'vitest';
import { NAMES, request as bodyOf } from '../support/bodies.js';
import { forAll, type Random } from '../support/random.js';
import { SHAPES } from '../support/shapes.js';
import { turns } from '../support/turns.js';

type Json = Record<string, any>;
const RULES = 'These rules hold for all that you do, and for all that you do not. '.repeat(80);
const tool = (name: string, description = RULES): Json => ({ name, description, input_schema: { type: 'object' } });
const MESSAGES = [
  { role: 'user', content: 'Why? '.repeat(200) },
  { role: 'assistant', content: [{ type: 'text', text: 'So. '.repeat(200) }] },
  { role: 'user', content: 'And?' },
];
const request = (more: Json = {}): Json => ({
  model: 'claude-opus-5-5',
  max_tokens: 9,
  tools: [tool('read'), tool('edit')],
  system: RULES,
  messages: MESSAGES.slice(0, 1),
  ...more,
});
const later = (more: Json = {}): Json => request({ messages: MESSAGES, ...more });
const only = ({ breaks }: CacheReport): CacheBreak => {
  expect(breaks).toHaveLength(1);
  return breaks[0]!;
};
/** The price of a token of claude-opus-5-5 as input, minus its price as cache read, in nano-dollars. */
const GAIN = 4000 - 200;

describe('a conversation', () => {
  it('that only grows has no breaks, in any shape', () =>
    forAll((random) => {
      for (const name of NAMES) {
        const messages = SHAPES[name](random, turns(random, 5));
        const whole = bodyOf(random, name, messages) as Json;
        const key = ['messages', 'input', 'contents'].find(
          (own) => Array.isArray(whole[own]) || Array.isArray(whole['request']?.[own]),
        );
        const at = (end: number): Json =>
          Array.isArray(whole[key!]) ? { ...whole, [key!]: whole[key!].slice(0, end) } : whole;
        expect([
          name,
          cacheReport([at(1), at(3), structuredClone(at(messages.length)), at(2)]).breaks.filter(
            ({ where }) => where !== 'images',
          ),
        ]).toEqual([name, []]);
      }
    }, 100));

  it('may move its breakpoints, and turn a string into a block', () => {
    const marked = later({
      system: [{ type: 'text', text: RULES, cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: MESSAGES[0]!.content, cache_control: { type: 'ephemeral' } }] },
        ...MESSAGES.slice(1),
      ],
    });
    expect(cacheReport([request(), marked, later()])).toEqual({ breaks: [], tokensLost: 0, lost: 0, unread: [] });
  });
});

describe('a break', () => {
  it('by volatile text in the system prompt is named, with the saving that alignCache would bring', () => {
    const found = only(
      cacheReport([
        request({ system: `It is 2026-11-22 10:00:00, session 123e4567-e89b-12d3-a456-426614174000. ${RULES}` }),
        later({ system: `It is 2026-11-23 10:00:05, session 123e4567-e89b-12d3-a456-426614174999. ${RULES}` }),
      ]),
    );
    expect(found).toMatchObject({
      request: 1,
      reason: 'system-changed',
      where: 'system',
      volatile: [
        { kind: 'timestamp', before: '2026-11-22 10:00:00', after: '2026-11-23 10:00:05' },
        { kind: 'uuid', before: '123e4567-e89b-12d3-a456-426614174000', after: '123e4567-e89b-12d3-a456-426614174999' },
      ],
    });
    const [system, message] = [RULES.length / 4, MESSAGES[0]!.content.length / 4];
    expect(found.tokensLost).toBeGreaterThan(system + message - 5);
    expect(found.tokensLost).toBeLessThan(system + message + 20);
    expect(found.lost).toBe(found.tokensLost * GAIN);
    expect(found.advice!.text).toContain('alignCache');
    // The messages behind the end of the system prompt would still be sent again.
    expect(found.advice!.net).toBeLessThan((system + 5) * GAIN);
    expect(found.advice!.net).toBeGreaterThan((system - 5) * GAIN);
  });

  it('by a date at the end of the system prompt has the advice to move it to the last message', () => {
    const found = only(
      cacheReport([
        request({ system: `${RULES}\nToday is 2026-11-22.` }),
        later({ system: `${RULES}\nToday is 2026-11-23.` }),
      ]),
    );
    expect(found).toMatchObject({
      volatile: [{ kind: 'date', before: '2026-11-22', after: '2026-11-23' }],
      advice: { text: 'Move the changing text of system (date) to the last message.' },
    });
  });

  it.each<[string, Json, Json, object]>([
    [
      'a counter',
      { system: `Turn 9 of many. ${RULES}` },
      { system: `Turn 10 of many. ${RULES}` },
      { reason: 'system-changed', where: 'system', volatile: [{ kind: 'counter', before: '9', after: '10' }] },
    ],
    [
      'an id',
      {
        system: [
          { type: 'text', text: 'A' },
          { type: 'text', text: `req_8fa3bc2d91 ${RULES}` },
        ],
      },
      {
        system: [
          { type: 'text', text: 'A' },
          { type: 'text', text: `req_11a3bc2d92 ${RULES}` },
        ],
      },
      {
        reason: 'system-changed',
        where: 'system[1]',
        volatile: [{ kind: 'id', before: 'req_8fa3bc2d91', after: 'req_11a3bc2d92' }],
      },
    ],
    [
      'changed wording',
      { system: `A. ${RULES}` },
      { system: `B. ${RULES}` },
      { reason: 'system-changed', volatile: [], advice: { text: 'Keep system as it was in the first request.' } },
    ],
    [
      'reordered tools',
      {},
      { tools: [tool('edit'), tool('read')] },
      {
        reason: 'tools-reordered',
        where: 'tools[0] read',
        tokensKept: 0,
        advice: { text: 'Send the tools in the same order in every request.' },
      },
    ],
    [
      'a changed schema',
      {},
      { tools: [tool('read'), tool('edit', `${RULES} And more.`)] },
      { reason: 'tool-changed', where: 'tools[1] edit' },
    ],
    [
      'an added tool',
      {},
      { tools: [tool('read'), tool('edit'), tool('bash', 'Runs.')] },
      { reason: 'tools-changed', where: 'tools[2] bash' },
    ],
    ['a removed tool', {}, { tools: [tool('read')] }, { reason: 'tools-changed', where: 'tools[1] edit' }],
    [
      'a changed earlier message',
      {},
      { messages: [{ role: 'user', content: 'How?' }, ...MESSAGES.slice(1)] },
      { reason: 'message-changed', where: 'messages[0].content' },
    ],
    [
      'removed messages',
      { messages: MESSAGES },
      { messages: MESSAGES.slice(1) },
      { reason: 'messages-removed', where: 'messages[0].content' },
    ],
    [
      'a changed parameter',
      {},
      { tool_choice: { type: 'any' } },
      { reason: 'parameter-changed', where: 'tool_choice' },
    ],
    ['thinking', {}, { thinking: { type: 'adaptive' } }, { reason: 'parameter-changed', where: 'thinking' }],
    [
      'the first image',
      {},
      {
        messages: [...MESSAGES, { role: 'user', content: [{ type: 'image', source: { type: 'base64', data: 'x' } }] }],
      },
      { reason: 'parameter-changed', where: 'images' },
    ],
    [
      'another model',
      {},
      { model: 'claude-sonnet-5-5' },
      { reason: 'model-changed', where: 'model', tokensKept: 0, advice: undefined },
    ],
  ])('by %s', (_, before, after, expected) => {
    expect(only(cacheReport([request(before), later(after)]))).toMatchObject({ request: 1, ...expected });
  });

  it('by a parameter loses the messages for Anthropic, and everything for OpenAI', () => {
    expect(only(cacheReport([request(), later({ tool_choice: { type: 'any' } })])).tokensKept).toBeGreaterThan(
      (3 * RULES.length) / 4,
    );
    const openai = (more: Json): Json => ({
      model: 'gpt-5.6',
      messages: [{ role: 'system', content: RULES }, MESSAGES[0]],
      ...more,
    });
    expect(only(cacheReport([openai({}), openai({ reasoning_effort: 'high' })]))).toMatchObject({
      reason: 'parameter-changed',
      where: 'reasoning_effort',
      tokensKept: 0,
    });
    expect(cacheReport([openai({}), openai({ temperature: 1 })]).breaks).toEqual([]);
  });

  it.each<[string, Json, Json, string]>([
    [
      'OpenAI Chat',
      { model: 'gpt-5.6', messages: [{ role: 'system', content: `2026-11-22 ${RULES}` }, MESSAGES[0]] },
      { model: 'gpt-5.6', messages: [{ role: 'system', content: `2026-11-23 ${RULES}` }, MESSAGES[0]] },
      'messages[0].content',
    ],
    [
      'OpenAI Responses',
      { model: 'gpt-5.6', instructions: `2026-11-22 ${RULES}`, input: 'Why?' },
      { model: 'gpt-5.6', instructions: `2026-11-23 ${RULES}`, input: 'Why?' },
      'system',
    ],
    [
      'Gemini',
      { model: 'gemini-2.5-pro', systemInstruction: { parts: [{ text: `2026-11-22 ${RULES}` }] }, contents: [] },
      { model: 'gemini-2.5-pro', systemInstruction: { parts: [{ text: `2026-11-23 ${RULES}` }] }, contents: [] },
      'system.parts[0]',
    ],
    [
      'Bedrock',
      { modelId: 'us.anthropic.claude-opus-5-5-v1:0', system: [{ text: `2026-11-22 ${RULES}` }], messages: [] },
      { modelId: 'us.anthropic.claude-opus-5-5-v1:0', system: [{ text: `2026-11-23 ${RULES}` }], messages: [] },
      'system[0]',
    ],
  ])('is found in requests for %s', (_, before, after, where) => {
    const { reason, volatile, where: found } = only(cacheReport([before, after]));
    expect([reason, found, volatile]).toEqual([
      'system-changed',
      where,
      [{ kind: 'date', before: '2026-11-22', after: '2026-11-23' }],
    ]);
  });

  it('is found in a request with circular schemas', () => {
    const schema: Json = {};
    schema['self'] = schema;
    const vercel = (day: number): Json => ({
      model: 'claude-opus-5-5',
      system: `2026-11-${day} ${RULES}`,
      tools: { read: { description: 'Reads.', inputSchema: schema } },
      messages: [MESSAGES[0]],
    });
    expect(only(cacheReport([vercel(22), vercel(23)]))).toMatchObject({ reason: 'system-changed', where: 'system' });
  });

  it('in a prompt below the cache minimum costs nothing, and has no advice', () => {
    const short = (day: number): Json => ({
      model: 'claude-opus-5-5',
      max_tokens: 9,
      system: `It is 2026-11-${day}. Be kind.`,
      messages: [MESSAGES[2]],
    });
    expect(only(cacheReport([short(22), short(23)]))).toMatchObject({
      reason: 'system-changed',
      tokensLost: 0,
      lost: 0,
      advice: undefined,
    });
  });

  it('that would cost more to prevent has no advice', () => {
    // Having this long tool from the start would cost more than sending the rest again.
    const huge = tool('huge', RULES.repeat(100));
    const found = only(
      cacheReport([
        ...Array.from({ length: 40 }, () => request()),
        later({ tools: [tool('read'), tool('edit'), huge] }),
      ]),
    );
    expect(found).toMatchObject({ reason: 'tools-changed', request: 40, advice: undefined });
    expect(found.tokensLost).toBeGreaterThan(1000);
  });

  it('with unknown prices has no costs', () => {
    const found = only(
      cacheReport([request({ model: 'llama3' }), later({ model: 'llama3', system: 'Be kind.' })], {
        count: (text) => text.length,
      }),
    );
    expect(found).toMatchObject({ reason: 'system-changed', lost: undefined, advice: undefined });
    expect(found.tokensLost).toBeGreaterThan(0);
    expect(
      only(
        cacheReport([request({ model: 'llama3' }), later({ model: 'llama3', system: 'Be kind.' })], {
          model: 'claude-opus-5-5',
        }),
      ).lost,
    ).toBeGreaterThan(0);
  });
});

it('advice never costs more than it saves, and losses never exceed the prompt', () =>
  forAll((random) => {
    const { breaks, tokensLost } = cacheReport(
      random.many(4, () => some(random)),
      { count: (text) => text.length },
    );
    for (const { advice, lost, tokensLost: own, tokensKept, volatile } of breaks) {
      if (advice) expect(advice.net).toBeGreaterThan(0);
      if (advice) expect(advice.net).toBeLessThanOrEqual(lost!);
      expect(Math.min(own, tokensKept)).toBeGreaterThanOrEqual(0);
      for (const { before, after } of volatile) expect(before).not.toBe(after);
    }
    expect(breaks.reduce((sum, own) => sum + own.tokensLost, 0)).toBe(tokensLost);
  }, 500));

it('accepts any values as requests', () => {
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
  const circle: Json = { role: 'user' };
  circle['content'] = [circle];
  const maze = Array.from({ length: 40 }).reduce<Json>((inner) => ({ a: inner, b: inner }), {});
  const wrong = [null, undefined, 5, 'x', 10n, refusing, circle, maze, [circle], new Array(2 ** 32 - 1), { length: 9 }];
  for (const of of wrong) {
    const bodies = [
      of,
      request({ tools: of }),
      request({ system: of }),
      request({ messages: of }),
      request({ messages: [of] }),
      request({ messages: [{ role: 'user', content: of }] }),
      request({ model: of }),
      request({ thinking: of }),
    ] as object[];
    expect(() => cacheReport([request(), ...bodies, later()])).not.toThrow();
  }
  expect(cacheReport([request(), circle, later()]).unread).toEqual([1]);
  expect(cacheReport([])).toEqual({ breaks: [], tokensLost: 0, lost: 0, unread: [] });
  for (const no of [null, undefined, 'x', {}, new Array(2 ** 32 - 1)])
    expect(() => cacheReport(no as never)).toThrow(ConfigurationError);
});

function some(random: Random): Json {
  const day = (): string => `2026-11-${10 + random.below(3)}`;
  return {
    model: random.pick(['claude-opus-5-5', 'claude-opus-5-5', 'gpt-5.6']),
    tools: random.shuffled([
      tool('read'),
      tool('edit', random.pick([RULES, 'Edits.'])),
      ...(random.onceIn(3) ? [tool('bash')] : []),
    ]),
    system: random.pick([`It is ${day()}. ${RULES}`, `${RULES} It is ${day()}.`, RULES]),
    messages: MESSAGES.slice(random.below(2), 1 + random.below(3)),
    ...(random.onceIn(4) && { tool_choice: { type: random.pick(['any', 'auto']) } }),
  };
}
