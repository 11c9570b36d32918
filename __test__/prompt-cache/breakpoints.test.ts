// Breakpoints for Anthropic's cache: at most four with the client's own, in stable places, and nothing else changes.
import { ConfigurationError } from '@headroom/native';
import { placeBreakpoints, promptCacheKey, type CacheTtl } from '@headroom/native/prompt-cache';
import { describe, expect, it } from 'vitest';
import { forAll, type Random } from '../support/random.js';
import { SHAPES } from '../support/shapes.js';
import { turns } from '../support/turns.js';

type Json = Record<string, any>;
const LONG = 'These rules hold for all that you do. '.repeat(60);
const MARK = { type: 'ephemeral' };
const tool = (name: string, more: Json = {}): Json => ({
  name,
  description: LONG,
  input_schema: { type: 'object' },
  ...more,
});
const request = (more: Json = {}): Json => ({
  model: 'claude-opus-5-5',
  max_tokens: 9,
  tools: [tool('read'), tool('edit')],
  system: [{ type: 'text', text: LONG }],
  messages: [{ role: 'user', content: 'Why?' }],
  ...more,
});

/** The paths and TTLs of the breakpoints in a body, in the order of the prompt. */
function marks(body: Json): [path: string, ttl: CacheTtl][] {
  const found: [string, CacheTtl][] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, own] of Object.entries(value)) if (key !== 'cache_control') walk(own, `${path}.${key}`);
    if ('cache_control' in value) found.push([path.slice(1), (value as Json)['cache_control'].ttl ?? '5m']);
  };
  for (const key of ['tools', 'system', 'messages']) walk(body[key], `.${key}`);
  return found;
}

/** A body without breakpoints, and with strings as blocks. */
function bare(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && (key === 'system' || key === 'content')) return [{ type: 'text', text: value }];
  if (Array.isArray(value)) return value.map((own) => bare(own));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'cache_control')
      .map(([name, own]) => [name, bare(own, name)]),
  );
}

describe('placeBreakpoints', () => {
  it('marks the end of tools, of the system prompt and of the messages', () => {
    const body = request();
    const placed = placeBreakpoints(body);
    expect(marks(placed)).toEqual([
      ['tools.1', '5m'],
      ['system.0', '5m'],
      ['messages.0.content.0', '5m'],
    ]);
    expect(placed['messages'][0].content).toEqual([{ type: 'text', text: 'Why?', cache_control: MARK }]);
    expect(placed['tools'][0]).toBe(body['tools'][0]);
    expect(marks(body)).toEqual([]);
  });

  it('marks a place in the middle of many blocks, unless a breakpoint is there', () => {
    const messages = Array.from({ length: 30 }, (_, at) => ({
      role: at % 2 ? 'assistant' : 'user',
      content: [{ type: 'text', text: `${at}` }],
    }));
    expect(marks(placeBreakpoints(request({ messages }))).map(([path]) => path)).toEqual([
      'tools.1',
      'system.0',
      'messages.11.content.0',
      'messages.29.content.0',
    ]);
    const own = messages.map((message, at) =>
      at === 15 ? { role: 'assistant', content: [{ type: 'text', text: '15', cache_control: MARK }] } : message,
    );
    expect(marks(placeBreakpoints(request({ messages: own }))).map(([path]) => path)).toEqual([
      'tools.1',
      'system.0',
      'messages.15.content.0',
      'messages.29.content.0',
    ]);
  });

  it('marks the messages first if the client has used most breakpoints', () => {
    const tools = [tool('a', { cache_control: MARK }), tool('b', { cache_control: MARK })];
    expect(marks(placeBreakpoints(request({ tools }))).map(([path]) => path)).toEqual([
      'tools.0',
      'tools.1',
      'system.0',
      'messages.0.content.0',
    ]);
    const more = [...tools, tool('c', { cache_control: MARK })];
    expect(marks(placeBreakpoints(request({ tools: more }))).map(([path]) => path)).toEqual([
      'tools.0',
      'tools.1',
      'tools.2',
      'messages.0.content.0',
    ]);
    const full = request({ tools: [...more, tool('d', { cache_control: MARK })] });
    expect(placeBreakpoints(full)).toBe(full);
  });

  it('counts breakpoints within results, and on the request itself', () => {
    const result = {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'x', cache_control: MARK }] }],
    };
    expect(marks(placeBreakpoints(request({ messages: [result, { role: 'user', content: 'Why?' }] })))).toHaveLength(4);
    const automatic = placeBreakpoints(request({ cache_control: MARK }));
    expect(marks(automatic).map(([path]) => path)).toEqual(['tools.1', 'system.0']);
  });

  it('marks only a prefix that reaches the cache minimum of the model', () => {
    // The tools have about 1,140 tokens, the system prompt 570.
    expect(marks(placeBreakpoints(request({ model: 'claude-sonnet-4-5' }))).map(([path]) => path)).toEqual([
      'tools.1',
      'system.0',
      'messages.0.content.0',
    ]);
    expect(marks(placeBreakpoints(request({ model: 'claude-opus-4-7' }))).map(([path]) => path)).toEqual([]);
    expect(
      marks(placeBreakpoints(request({ model: 'claude-opus-4-7' }), { count: (text) => text.length })).map(
        ([path]) => path,
      ),
    ).toEqual(['tools.1', 'system.0', 'messages.0.content.0']);
    const short = {
      model: 'claude-opus-5-5',
      max_tokens: 9,
      system: 'Be kind.',
      messages: [{ role: 'user', content: 'Why?' }],
    };
    expect(placeBreakpoints(short)).toBe(short);
  });

  it('never marks thinking, an empty text, a deferred tool, or volatile text', () => {
    const messages = [
      { role: 'user', content: 'Why?' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'So.' },
          { type: 'text', text: ' ' },
          { type: 'thinking', thinking: 'Hm', signature: 'c2ln' },
          { type: 'redacted_thinking', data: 'x' },
        ],
      },
    ];
    const body = request({
      tools: [tool('read'), tool('later', { defer_loading: true })],
      system: [
        { type: 'text', text: LONG },
        { type: 'text', text: 'Today is 2026-11-22.' },
      ],
      messages,
    });
    expect(marks(placeBreakpoints(body)).map(([path]) => path)).toEqual([
      'tools.0',
      'system.0',
      'messages.1.content.0',
    ]);
  });

  it('uses one hour if asked to, but never behind a breakpoint with five minutes', () => {
    const times = (body: Json, ttl?: CacheTtl) =>
      marks(placeBreakpoints(body, ttl && { ttl })).map(([path, time]) => `${path.split('.')[0]} ${time}`);
    expect(times(request(), '1h')).toEqual(['tools 1h', 'system 1h', 'messages 5m']);
    expect(times(request({ tools: [tool('a', { cache_control: MARK }), tool('b')] }), '1h')).toEqual([
      'tools 5m',
      'tools 5m',
      'system 5m',
      'messages 5m',
    ]);
    const hour = { type: 'ephemeral', ttl: '1h' };
    expect(times(request({ system: [{ type: 'text', text: LONG, cache_control: hour }] }))).toEqual([
      'system 1h',
      'messages 5m',
    ]);
    expect(times(request({ system: [{ type: 'text', text: LONG, cache_control: hour }] }), '1h')).toEqual([
      'tools 1h',
      'system 1h',
      'messages 5m',
    ]);
    expect(times(request({ cache_control: hour }))).toEqual([]);
  });

  it('returns requests for other providers unchanged', () => {
    for (const other of [
      { model: 'gpt-5', messages: [{ role: 'system', content: LONG.repeat(9) }] },
      { input: LONG },
      { contents: [] },
      { modelId: 'x', messages: [] },
      { model: {}, system: LONG, messages: [{ role: 'user', content: LONG }], maxOutputTokens: 9 },
      {},
      [],
    ])
      expect(placeBreakpoints(other)).toBe(other);
    expect(() => placeBreakpoints(request(), { ttl: '1d' as never })).toThrow(ConfigurationError);
  });

  it('adds only breakpoints, keeps the client’s, is idempotent, and orders TTLs', () =>
    forAll((random) => {
      const body = some(random);
      const before = structuredClone(body);
      const options = {
        ...(random.onceIn(2) && { ttl: '1h' as const }),
        ...(random.onceIn(2) && { count: (text: string) => text.length }),
      };
      const placed = placeBreakpoints(body, options);
      expect(body).toEqual(before);
      expect(bare(placed)).toEqual(bare(body));
      const [own, all] = [marks(body), marks(placed)];
      expect(all.length).toBeLessThanOrEqual(Math.max(4, own.length));
      expect(all).toEqual(expect.arrayContaining(own));
      if (own.every(([, ttl], at) => ttl === '5m' || own.slice(0, at).every(([, earlier]) => earlier === '1h')))
        expect(all.map(([, ttl]) => ttl)).toEqual(all.map(([, ttl]) => ttl).sort());
      expect(placeBreakpoints(placed, options)).toBe(placed);
      expect(placeBreakpoints(structuredClone(body), options)).toEqual(placed);
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
    const circle: Json = { type: 'text', text: LONG };
    circle['content'] = [circle];
    const wrong = [
      null,
      undefined,
      5,
      'x',
      10n,
      refusing,
      circle,
      [circle],
      [null, refusing],
      new Array(2 ** 32 - 1),
      { length: 9 },
    ];
    for (const model of ['claude-opus-5-5', ...wrong]) {
      for (const of of wrong) {
        for (const body of [
          of,
          request({ model, tools: of }),
          request({ model, system: of }),
          request({ model, messages: of }),
          request({ model, messages: [of] }),
          request({ model, messages: [{ role: 'user', content: of }] }),
        ]) {
          expect(() => placeBreakpoints(body as object)).not.toThrow();
          expect(() => promptCacheKey(body as object)).not.toThrow();
        }
      }
    }
  });
});

describe('promptCacheKey', () => {
  const body = (more: Json = {}): Json => ({
    model: 'gpt-5.6',
    tools: [{ type: 'function', function: { name: 'read' } }],
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Why?' },
    ],
    ...more,
  });

  it('is the same for all turns of a conversation, on every machine', () => {
    const later = body({
      messages: [...body()['messages'], { role: 'assistant', content: 'So.' }, { role: 'user', content: 'And?' }],
      temperature: 1,
    });
    expect(promptCacheKey(later)).toBe(promptCacheKey(body()));
    expect(promptCacheKey(body())).toBe('ac5f3303c8a96cbd372957717f45c812');
    expect(
      promptCacheKey({
        instructions: 'Be kind.',
        input: [
          { type: 'message', role: 'user', content: 'Why?' },
          { type: 'reasoning', summary: [] },
        ],
      }),
    ).toBe(promptCacheKey({ instructions: 'Be kind.', input: [{ type: 'message', role: 'user', content: 'Why?' }] }));
  });

  it('differs if the start differs', () => {
    const others = [
      body({ tools: [] }),
      body({
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Why?' },
        ],
      }),
      body({
        messages: [
          { role: 'system', content: 'Be kind.' },
          { role: 'user', content: 'How?' },
        ],
      }),
    ];
    expect(new Set([body(), ...others].map(promptCacheKey)).size).toBe(4);
  });

  it('is the client’s own key if set, and undefined for an empty request', () => {
    expect(promptCacheKey(body({ prompt_cache_key: 'mine' }))).toBe('mine');
    for (const none of [{}, { messages: [] }, [], { model: 'gpt-5' }]) expect(promptCacheKey(none)).toBeUndefined();
  });
});

/** A random request with some breakpoints of its own. */
function some(random: Random): Json {
  const mark = (): Json =>
    random.onceIn(6) ? { cache_control: random.onceIn(3) ? { type: 'ephemeral', ttl: '1h' } : MARK } : {};
  return {
    model: random.pick(['claude-opus-5-5', 'claude-sonnet-4-5', 'claude-haiku-4-5', 'unknown']),
    max_tokens: 9,
    ...(!random.onceIn(4) && {
      tools: random.many(1 + random.below(4), (at) =>
        tool(`t${at}`, { ...mark(), ...(random.onceIn(5) && { defer_loading: true }) }),
      ),
    }),
    ...(!random.onceIn(4) && {
      system: random.onceIn(2)
        ? LONG
        : random.many(1 + random.below(3), () => ({
            type: 'text',
            text: random.pick([LONG, '', 'Today is 2026-11-22.']),
            ...mark(),
          })),
    }),
    messages: SHAPES.anthropic(random, turns(random, random.below(12))),
    ...(random.onceIn(9) && { cache_control: MARK }),
  };
}
