// Costs and savings of requests: cases calculated by hand, and properties.
import { compress, ConfigurationError } from '@headroom/native';
import { costOf, formatDollars, modelInfo, Savings, savingOf, usageOf, type Usage } from '@headroom/native/cost';
import { describe, expect, it } from 'vitest';
import { forAll, type Random } from '../support/random.js';
import { ROWS } from '../support/samples.js';

const used = (
  input: number,
  cachedRead: number,
  cacheWrite5m: number,
  cacheWrite1h: number,
  output: number,
): Usage => ({ input, cachedRead, cacheWrite5m, cacheWrite1h, output, complete: true });
/** Prices of a token of claude-opus-5-5, in nano-dollars: $4, $0.20, $5, $8 and $20 for a million. */
const OPUS = 'claude-opus-5-5';
const [INPUT, READ, WRITE_5M, WRITE_1H, OUTPUT] = [4000, 200, 5000, 8000, 20_000];
const saved = (tokensBefore: number, tokensAfter: number) => ({ tokensBefore, tokensAfter });

describe('costOf', () => {
  it('charges each kind of tokens at its own price', () => {
    expect(costOf(used(21, 12_000, 200, 500, 90), OPUS)).toBe(
      21 * INPUT + 12_000 * READ + 200 * WRITE_5M + 500 * WRITE_1H + 90 * OUTPUT,
    );
    expect(costOf(used(1_000_000, 0, 0, 0, 0), 'gpt-4.1')).toBe(2e9);
  });

  it('charges cache writes as input if they have no price', () => {
    expect(costOf(used(0, 0, 1000, 1000, 0), 'gpt-4.1')).toBe(2000 * 2000);
    expect(costOf(used(0, 1000, 0, 0, 0), 'gpt-4')).toBe(1000 * 30_000);
  });

  it('uses the prices for long prompts if the whole prompt is long', () => {
    expect(costOf(used(0, 271_999, 0, 0, 10), 'gpt-5.4')).toBe(271_999 * 250 + 10 * 15_000);
    expect(costOf(used(1, 271_999, 0, 0, 10), 'gpt-5.4')).toBe(5000 + 271_999 * 500 + 10 * 22_500);
  });

  it('is exact for prices below a nano-dollar, and rounds once', () => {
    expect(modelInfo('qwen3-30b-a3b-instruct-2507').prices).toMatchObject({ input: '0.04815', output: '0.19305' });
    expect(costOf(used(10, 0, 0, 0, 0), 'qwen3-30b-a3b-instruct-2507')).toBe(482);
    expect(costOf(used(10, 0, 0, 0, 10), 'qwen3-30b-a3b-instruct-2507')).toBe(2412);
    expect(costOf(used(1e9, 1e9, 1e9, 1e9, 1e9), 'claude-3-opus')).toBe(
      1e9 * (15_000 + 1500 + 18_750 + 30_000 + 75_000),
    );
  });

  it('is undefined without prices', () => {
    expect(costOf(used(1, 1, 1, 1, 1), 'llama3')).toBeUndefined();
    expect(costOf(used(1, 1, 1, 1, 1), 'qwen/qwen3-coder:free')).toBeUndefined();
  });

  it('accepts a model with the caller’s prices, and rejects malformed prices', () => {
    const own = { ...modelInfo('x'), prices: { input: '1', output: '2.5' } };
    expect(costOf(used(10, 0, 0, 0, 10), own)).toBe(35_000);
    expect(() => costOf(used(1, 0, 0, 0, 1), { ...own, prices: { input: 'NaN', output: '1' } })).toThrow(
      ConfigurationError,
    );
  });

  it('counts an invalid number of tokens as 0', () => {
    expect(costOf({ input: NaN, cachedRead: -5, cacheWrite5m: 0.5, cacheWrite1h: Infinity, output: 1 }, OPUS)).toBe(
      OUTPUT,
    );
  });
});

describe('savingOf', () => {
  const usage = used(21, 12_000, 200, 500, 90);
  const cost = costOf(usage, OPUS)!;

  it('charges all saved tokens as cache reads if `earlierMessages` is missing', () => {
    expect(savingOf({ model: OPUS, usage, result: saved(5000, 2000) })).toEqual({
      cost,
      uncompressed: cost + 3000 * READ,
      saved: 3000 * READ,
      unknown: undefined,
    });
  });

  it('charges tokens saved in new messages like the other new tokens, and the rest as cache reads', () => {
    const blocks = [
      { message: 1, ...saved(2000, 500) },
      { message: 5, ...saved(3000, 1500) },
    ];
    // Of 721 new tokens, 200 are written for five minutes and 500 for an hour.
    const more =
      1500 * READ + Math.floor((200 * 1500) / 721) * WRITE_5M + Math.floor((500 * 1500) / 721) * WRITE_1H + 44 * INPUT;
    expect(savingOf({ model: OPUS, usage, result: { ...saved(5000, 2000), blocks }, earlierMessages: 4 }).saved).toBe(
      more,
    );
  });

  it('charges all saved tokens as new if nothing was read from the cache', () => {
    expect(
      savingOf({ model: OPUS, usage: used(100, 0, 0, 0, 5), result: saved(5000, 2000), earlierMessages: 9 }).saved,
    ).toBe(3000 * INPUT);
    expect(savingOf({ model: OPUS, usage: used(0, 0, 100, 0, 5), result: saved(5000, 2000) }).saved).toBe(
      3000 * WRITE_5M,
    );
  });

  it('uses the prices for long prompts if the uncompressed prompt would have been long', () => {
    const before = 270_000 * 2500 + 100 * 15_000;
    const after = 275_000 * 5000 + 100 * 22_500;
    expect(savingOf({ model: 'gpt-5.4', usage: used(270_000, 0, 0, 0, 100), result: saved(9000, 4000) })).toMatchObject(
      { cost: before, uncompressed: after, saved: after - before },
    );
  });

  it('names the missing figures instead of guessing', () => {
    expect(savingOf({ model: 'llama3', usage, result: saved(5, 2) })).toEqual({
      cost: undefined,
      uncompressed: undefined,
      saved: undefined,
      unknown: 'prices',
    });
    expect(savingOf({ model: OPUS, usage: {}, result: saved(5, 2) })).toEqual({
      cost: undefined,
      uncompressed: undefined,
      saved: undefined,
      unknown: 'usage',
    });
  });

  it('accepts the result of `compress` and a provider’s usage unchanged', async () => {
    const messages = [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: ROWS }] }];
    const result = await compress(messages);
    const said = { input_tokens: 0, cache_creation_input_tokens: 900, cache_read_input_tokens: 0, output_tokens: 1 };
    expect(savingOf({ model: OPUS, usage: said, result, earlierMessages: 0 }).saved).toBe(
      result.tokensSaved * WRITE_5M,
    );
    expect(result.tokensSaved).toBeGreaterThan(100);
  });

  it('is between the lowest and the highest price, and 0 without compression', () =>
    forAll((random) => {
      const usage = some(random);
      const tokens = random.below(5000);
      const { saved: money } = savingOf({
        model: OPUS,
        usage,
        result: saved(tokens + 10, 10),
        ...(random.onceIn(2) && { earlierMessages: random.below(9) }),
      });
      expect(money).toBeGreaterThanOrEqual(tokens * READ);
      expect(money).toBeLessThanOrEqual(tokens * WRITE_1H);
      expect(savingOf({ model: OPUS, usage })).toMatchObject({ saved: 0 });
    }));
});

describe('Savings', () => {
  it('adds up by model, and counts requests without figures', () => {
    const savings = new Savings();
    const first = savings.add({ model: OPUS, usage: used(100, 0, 0, 0, 5), result: saved(5000, 2000) });
    expect(first).toMatchObject({ saved: 3000 * INPUT, missedTokens: 0 });
    savings.add({ model: `anthropic/${OPUS}`, usage: used(100, 0, 0, 0, 5) });
    savings.add({ model: 'gpt-4.1', usage: usageOf({ prompt_tokens: 10, completion_tokens: 0 }), result: saved(7, 5) });
    savings.add({ model: 'gpt-4.1', usage: {} });
    savings.add({ model: 'llama3', usage: used(1, 1, 1, 1, 1) });
    const { byModel, ...all } = savings.summary();
    expect(all).toEqual({
      requests: 5,
      unpriced: 1,
      incomplete: 1,
      cost: 2 * (100 * INPUT + 5 * OUTPUT) + 10 * 2000,
      uncompressed: 2 * (100 * INPUT + 5 * OUTPUT) + 3000 * INPUT + 12 * 2000,
      saved: 3000 * INPUT + 2 * 2000,
      misses: 0,
      missedTokens: 0,
      missCost: 0,
      net: 3000 * INPUT + 2 * 2000,
    });
    expect(Object.keys(byModel)).toEqual([OPUS, 'gpt-4.1', 'unknown']);
    expect(byModel[OPUS]).toMatchObject({ requests: 2, saved: 3000 * INPUT });
    expect(byModel['unknown']).toMatchObject({ requests: 1, unpriced: 1, cost: 0 });
  });

  it('subtracts the cost of cache misses from the saving', () => {
    const savings = new Savings();
    const add = (usage: Usage, conversation = 'a') =>
      savings.add({ conversation, model: OPUS, usage, result: saved(1000, 0) });
    expect(add(used(100, 0, 5000, 0, 10)).missedTokens).toBe(0);
    expect(add(used(0, 5000, 300, 0, 10)).missedTokens).toBe(0);
    expect(add(used(0, 0, 9000, 0, 10), 'b').missedTokens).toBe(0);
    // The cache had 5,300 tokens.
    expect(add(used(0, 1000, 5000, 0, 10))).toMatchObject({ missedTokens: 4300, missCost: 4300 * (WRITE_5M - READ) });
    // A prompt that got shorter cannot miss more than its length.
    expect(add(used(0, 2000, 0, 0, 10))).toMatchObject({ missedTokens: 0, missCost: 0 });
    const { misses, missedTokens, missCost, saved: sum, net } = savings.summary();
    expect({ misses, missedTokens, missCost, net }).toEqual({
      misses: 1,
      missedTokens: 4300,
      missCost: 4300 * (WRITE_5M - READ),
      net: sum - missCost,
    });
  });

  it('finds misses for each model of a conversation, and none without a conversation', () => {
    const savings = new Savings();
    for (const model of [OPUS, 'claude-haiku-4-5'])
      expect(savings.add({ conversation: 'a', model, usage: used(0, 0, 5000, 0, 1) }).missedTokens).toBe(0);
    expect(savings.add({ conversation: 'a', model: OPUS, usage: used(0, 0, 5000, 0, 1) }).missedTokens).toBe(5000);
    expect(savings.add({ model: OPUS, usage: used(0, 0, 5000, 0, 1) }).missedTokens).toBe(0);
  });

  it('equals the sum of its requests', () =>
    forAll((random) => {
      const savings = new Savings();
      const added = random.many(20, () =>
        savings.add({
          conversation: random.pick(['a', 'b', undefined]),
          model: random.pick([OPUS, 'gpt-5.4', 'llama3', 'claude-opus-9', '']),
          usage: random.onceIn(9) ? {} : some(random),
          result: saved(random.below(900), random.below(900)),
        }),
      );
      const { byModel, ...all } = savings.summary();
      expect(all.saved).toBe(added.reduce((sum, { saved: own = 0 }) => sum + own, 0));
      expect(all.net).toBe(all.saved - all.missCost);
      expect(all.uncompressed - all.cost).toBe(all.saved);
      for (const key of Object.keys(all) as (keyof typeof all)[])
        expect(Object.values(byModel).reduce((sum, totals) => sum + totals[key], 0)).toBe(all[key]);
      for (const { missCost } of added) expect(missCost).toBeGreaterThanOrEqual(0);
    }, 300));
});

it('formatDollars has more digits for smaller amounts', () => {
  expect([12_345_678_901, 1e9, 48_200_000, 120_000, 500, 0, -120_000, -3e9, undefined, NaN].map(formatDollars)).toEqual(
    ['$12.35', '$1.00', '$0.0482', '$0.000120', '$0.000000500', '$0.00', '-$0.000120', '-$3.00', 'unknown', 'unknown'],
  );
});

function some(random: Random): Usage {
  const [input, cachedRead, cacheWrite5m, cacheWrite1h, output] = random.many(5, () =>
    random.onceIn(3) ? 0 : random.below(100_000),
  );
  return used(input!, cachedRead!, cacheWrite5m!, cacheWrite1h!, output!);
}
