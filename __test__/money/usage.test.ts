// Usage reports of all providers, read into one form whose parts do not overlap.
import { usageOf, type Usage } from '@headroom/native/cost';
import { describe, expect, it } from 'vitest';
import { forAll } from '../support/random.js';

const PARTS = ['input', 'cachedRead', 'cacheWrite5m', 'cacheWrite1h', 'output'] as const;
const of = (
  input: number,
  cachedRead: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  output: number,
  complete = true,
): Usage => ({ input, cachedRead, cacheWrite5m, cacheWrite1h, output, complete });

const SAID: [string, unknown, Usage][] = [
  [
    'Anthropic',
    {
      input_tokens: 21,
      cache_creation_input_tokens: 700,
      cache_read_input_tokens: 12_000,
      cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 500 },
      output_tokens: 90,
      server_tool_use: null,
      service_tier: 'standard',
    },
    of(21, 12_000, 200, 500, 90),
  ],
  [
    'Anthropic, older API',
    { input_tokens: 21, cache_creation_input_tokens: 700, cache_read_input_tokens: 0, output_tokens: 90 },
    of(21, 0, 700, 0, 90),
  ],
  [
    'Anthropic, nothing cached',
    { input_tokens: 21, cache_creation_input_tokens: null, cache_read_input_tokens: null, output_tokens: 90 },
    of(21, 0, 0, 0, 90),
  ],
  [
    'OpenAI Chat',
    {
      prompt_tokens: 3000,
      completion_tokens: 120,
      total_tokens: 3120,
      prompt_tokens_details: { cached_tokens: 2048, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 64 },
    },
    of(952, 2048, 0, 0, 120),
  ],
  [
    'OpenAI Chat with cache writes',
    {
      prompt_tokens: 3000,
      completion_tokens: 120,
      total_tokens: 3120,
      prompt_tokens_details: { cached_tokens: 2000, cache_write_tokens: 900 },
    },
    of(100, 2000, 900, 0, 120),
  ],
  [
    'OpenAI Responses',
    {
      input_tokens: 3000,
      input_tokens_details: { cached_tokens: 2048, cache_write_tokens: 900 },
      output_tokens: 120,
      output_tokens_details: { reasoning_tokens: 64 },
      total_tokens: 3120,
    },
    of(52, 2048, 900, 0, 120),
  ],
  [
    'DeepSeek',
    {
      prompt_tokens: 3000,
      completion_tokens: 120,
      total_tokens: 3120,
      prompt_cache_hit_tokens: 1920,
      prompt_cache_miss_tokens: 1080,
    },
    of(1080, 1920, 0, 0, 120),
  ],
  ['Moonshot', { prompt_tokens: 3000, completion_tokens: 120, cached_tokens: 1024 }, of(1976, 1024, 0, 0, 120)],
  [
    'xAI, with reasoning outside of the completion',
    {
      prompt_tokens: 3000,
      completion_tokens: 20,
      total_tokens: 3120,
      completion_tokens_details: { reasoning_tokens: 100 },
    },
    of(3000, 0, 0, 0, 120),
  ],
  [
    'Gemini',
    {
      promptTokenCount: 3000,
      cachedContentTokenCount: 2000,
      candidatesTokenCount: 100,
      thoughtsTokenCount: 20,
      toolUsePromptTokenCount: 50,
      totalTokenCount: 3170,
    },
    of(1050, 2000, 0, 0, 120),
  ],
  [
    'Gemini in Python',
    {
      prompt_token_count: 3000,
      cached_content_token_count: 2000,
      candidates_token_count: 100,
      thoughts_token_count: 20,
      total_token_count: 3120,
    },
    of(1000, 2000, 0, 0, 120),
  ],
  ['Gemini, without an answer', { promptTokenCount: 3000, totalTokenCount: 3000 }, of(3000, 0, 0, 0, 0)],
  [
    'Gemini Interactions',
    {
      total_input_tokens: 3000,
      total_cached_tokens: 2000,
      total_output_tokens: 100,
      total_thought_tokens: 20,
      total_tokens: 3120,
    },
    of(1000, 2000, 0, 0, 120),
  ],
  [
    'Bedrock',
    {
      inputTokens: 21,
      outputTokens: 90,
      totalTokens: 12_811,
      cacheReadInputTokens: 12_000,
      cacheWriteInputTokens: 700,
      cacheDetails: [
        { ttl: '1h', inputTokens: 500 },
        { ttl: '5m', inputTokens: 200 },
      ],
    },
    of(21, 12_000, 200, 500, 90),
  ],
  ['Bedrock without a cache', { inputTokens: 21, outputTokens: 90, totalTokens: 111 }, of(21, 0, 0, 0, 90)],
  [
    'Vercel 6',
    {
      inputTokens: 3000,
      inputTokenDetails: { noCacheTokens: 52, cacheReadTokens: 2048, cacheWriteTokens: 900 },
      outputTokens: 120,
      outputTokenDetails: { textTokens: 56, reasoningTokens: 64 },
      totalTokens: 3120,
    },
    of(52, 2048, 900, 0, 120),
  ],
  [
    'a provider package of Vercel',
    {
      inputTokens: { total: 3000, noCache: 52, cacheRead: 2048, cacheWrite: 900 },
      outputTokens: { total: 120, text: 56, reasoning: 64 },
    },
    of(52, 2048, 900, 0, 120),
  ],
  [
    'Vercel 5',
    { inputTokens: 3000, outputTokens: 120, totalTokens: 3120, reasoningTokens: 64 },
    of(3000, 0, 0, 0, 120),
  ],
  [
    'Vercel 5, with cache reads',
    { inputTokens: 3000, outputTokens: 120, totalTokens: 3120, cachedInputTokens: 2000 },
    of(1000, 2000, 0, 0, 120, false),
  ],
  [
    'Vercel 5 with Anthropic, with cache reads',
    { inputTokens: 21, outputTokens: 120, totalTokens: 141, cachedInputTokens: 2000 },
    of(21, 2000, 0, 0, 120, false),
  ],
  ['Vercel 4', { promptTokens: 3000, completionTokens: 120, totalTokens: 3120 }, of(3000, 0, 0, 0, 120)],
];

describe('usage', () => {
  it.each(SAID)('is read from a report of %s', (_, said, usage) => {
    expect(usageOf(said)).toEqual(usage);
    expect(usageOf(usage)).toEqual(usage);
  });

  it.each(['usage', 'usageMetadata', 'usage_metadata'])('is found in a response, as %s', (place) => {
    for (const [, said, usage] of SAID) expect(usageOf({ id: 'r', [place]: said })).toEqual(usage);
  });

  it.each<[string, unknown, Usage]>([
    ['no output', { input_tokens: 5, cache_read_input_tokens: 7 }, of(5, 7, 0, 0, 0, false)],
    ['no prompt', { completion_tokens: 5 }, of(0, 0, 0, 0, 5, false)],
    ['a string in place of a number', { prompt_tokens: '5', completion_tokens: 6 }, of(0, 0, 0, 0, 6, false)],
    ['half a token', { prompt_tokens: 5, completion_tokens: 6.5 }, of(5, 0, 0, 0, 0, false)],
    [
      'a negative number',
      { prompt_tokens: 5, completion_tokens: 6, prompt_tokens_details: { cached_tokens: -1 } },
      of(5, 0, 0, 0, 6, false),
    ],
    [
      'more cached tokens than the prompt has',
      { prompt_tokens: 5, completion_tokens: 6, prompt_tokens_details: { cached_tokens: 9, cache_write_tokens: 9 } },
      of(0, 5, 0, 0, 6, false),
    ],
    [
      'more one-hour writes than writes',
      {
        input_tokens: 5,
        cache_creation_input_tokens: 3,
        cache_creation: { ephemeral_1h_input_tokens: 8 },
        output_tokens: 1,
      },
      of(5, 0, 0, 3, 1, false),
    ],
    [
      'numbers that are too large',
      { promptTokenCount: 1e300, candidatesTokenCount: Infinity },
      of(0, 0, 0, 0, 0, false),
    ],
  ])('with %s is incomplete', (_, said, usage) => expect(usageOf(said)).toEqual(usage));

  it('of any other value is 0 and incomplete', () => {
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
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const circle: Record<string, unknown> = {};
    circle['usage'] = circle;
    for (const wrong of [
      undefined,
      null,
      NaN,
      5,
      10n,
      'usage',
      [],
      {},
      Symbol('s'),
      () => 1,
      new Uint8Array(1 << 22),
      refusing,
      proxy,
      circle,
      { usage: null },
      { usage: refusing },
      { prompt_tokens_details: refusing },
    ]) {
      expect(usageOf(wrong)).toEqual(of(0, 0, 0, 0, 0, false));
    }
  });

  it('has parts that are valid and add up, even for a broken report', () =>
    forAll((random) => {
      const [, said] = random.pick(SAID);
      const spoiled = structuredClone(said) as Record<string, unknown>;
      const values = [null, undefined, NaN, -1, 1.5, '7', {}, [], 0, 1, 5000, 1e12, Infinity, true];
      const spoil = (fields: Record<string, unknown>): void => {
        for (const [name, value] of Object.entries(fields)) {
          if (typeof value === 'object' && value !== null && random.onceIn(2)) spoil(value as Record<string, unknown>);
          else if (random.onceIn(4)) fields[name] = random.pick(values);
        }
      };
      spoil(spoiled);
      const usage = usageOf(spoiled);
      for (const part of PARTS) expect(Number.isSafeInteger(usage[part]) && usage[part] >= 0).toBe(true);
      expect(usageOf(usage)).toEqual(usage);
      const prompt = usage.input + usage.cachedRead + usage.cacheWrite5m + usage.cacheWrite1h;
      // If the provider counts the whole prompt, the parts add up to it.
      const whole = spoiled['prompt_tokens'] ?? spoiled['promptTokens'];
      if (usage.complete && typeof whole === 'number') expect(prompt).toBe(whole);
    }));
});
