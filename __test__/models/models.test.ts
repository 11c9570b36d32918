// The registry finds a model by any of its names, and accepts every name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelInfo, type ModelInfo } from '@headroom/native/cost';
import { describe, expect, it } from 'vitest';
import { SNAPSHOT, DATE } from '../../dist/src/models/snapshot.js';
import { TRAITS, UNLISTED } from '../../dist/src/models/traits.js';
import { snapshot } from '../../scripts/update-models.mjs';
import { forAll } from '../support/random.js';
import { ROOT } from '../support/process.js';

const MODELS = [...SNAPSHOT, ...UNLISTED];
const PRICE = /^\d{1,6}(\.\d{1,6})?$/;

describe('the list of models', () => {
  it('equals the output of the script that generates it', () => {
    expect(readFileSync(join(ROOT, 'src/models/snapshot.ts'), 'utf8')).toBe(snapshot());
  });

  it('has each model once, with prices in decimal text', () => {
    expect(MODELS.length).toBeGreaterThan(150);
    expect(MODELS.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)).toEqual([]);
    for (const {
      prices: { long, ...prices },
    } of MODELS) {
      const { above, ...longer } = long ?? { above: 1 };
      expect(Number.isInteger(above)).toBe(true);
      for (const price of [...Object.values(prices), ...Object.values(longer)]) expect(price).toMatch(PRICE);
    }
  });

  it('has no price for cache reads above the price of input', () => {
    for (const {
      id,
      prices: { input, cachedRead = input },
    } of MODELS)
      expect(Number(cachedRead), id).toBeLessThanOrEqual(Number(input));
  });

  it('gives each caller an object of its own', () => {
    const before = structuredClone(modelInfo('claude-sonnet-4-5'));
    Object.assign(modelInfo('claude-sonnet-4-5'), { context: 1, id: 'changed' });
    expect(modelInfo('claude-sonnet-4-5')).toEqual(before);
  });

  it('gives the same facts however many names were asked for', () => {
    const first = MODELS.map(({ id }) => modelInfo(id));
    for (let at = 0; at < 1000; at += 1) modelInfo(`deployment-${at}`);
    expect(MODELS.map(({ id }) => modelInfo(id))).toEqual(first);
  });

  it('finds each model by its id and by every other name', () => {
    for (const { id, names = [], prices, asOf = DATE } of MODELS) {
      for (const name of [id, ...names, id.toUpperCase(), ` ${id} `])
        expect([name, modelInfo(name)]).toMatchObject([name, { match: 'id', known: true, prices, asOf }]);
    }
  });

  it('has prices for the newest member of a family, and an encoding for each model', () => {
    for (const { newest } of TRAITS) if (newest !== undefined) expect(MODELS.map(({ id }) => id)).toContain(newest);
    for (const { id, provider } of MODELS) {
      const { encoding, factor, error, provider: found } = modelInfo(id);
      expect([id, found]).toEqual([id, provider]);
      expect(encoding === 'estimate' ? error > 0 && factor > 1 : error === 0 && factor === 1, id).toBe(true);
      expect(provider === 'openai', id).toBe(encoding !== 'estimate');
    }
  });
});

describe('a name', () => {
  it.each<[string, string, ModelInfo['match']]>([
    ['anthropic/claude-sonnet-4.5:beta', 'claude-sonnet-4-5', 'id'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5', 'id'],
    ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6', 'id'],
    [
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.anthropic.claude-3-5-sonnet-20241022-v2:0',
      'claude-3-5-sonnet',
      'id',
    ],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5', 'id'],
    ['claude-opus-5-5[1m]', 'claude-opus-5-5', 'id'],
    ['claude-haiku-5-5-20261007', 'claude-haiku-5-5', 'id'],
    ['openai/gpt-4o-mini-2024-07-18', 'gpt-4o-mini', 'id'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13', 'id'],
    ['gpt-4o-2024-11-20', 'gpt-4o', 'id'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro', 'id'],
    ['publishers/google/models/gemini-2.0-flash-001', 'gemini-2.0-flash', 'id'],
    ['us.amazon.nova-pro-v1:0', 'nova-pro', 'id'],
    ['moonshotai/kimi-k2.6', 'kimi-k2.6', 'id'],
    ['my-team-gpt-4o-prod', 'gpt-4o', 'name'],
    ['GPT_4o_mini EU', 'gpt-4o-mini', 'name'],
    ['claude-opus-6', 'claude-opus-6', 'family'],
    ['us.anthropic.claude-fable-5-2-20261101-v1:0', 'claude-fable-5-2', 'family'],
    ['gpt-5.9', 'gpt-5-9', 'family'],
    ['gemini-4-argon', 'gemini-4-argon', 'family'],
  ])('%s finds %s by its %s', (name, id, match) => {
    expect(modelInfo(name)).toMatchObject({ id, match, known: true });
  });

  it('of an unknown member of a family gets the prices of the newest member, or none', () => {
    expect(modelInfo('claude-opus-6').prices).toEqual(modelInfo('claude-opus-5-5').prices);
    expect(modelInfo('claude-opus-6')).toMatchObject({
      provider: 'anthropic',
      cacheMinimum: 512,
      encoding: 'estimate',
    });
    expect(modelInfo('gpt-5.9')).toMatchObject({ provider: 'openai', encoding: 'o200k_base', prices: undefined });
    expect(modelInfo('claude-mythos-5').prices).toBeUndefined();
  });

  it('of a free model has no prices', () => {
    expect(modelInfo('qwen/qwen3-coder').prices).toBeDefined();
    expect(modelInfo('qwen/qwen3-coder:free')).toMatchObject({ id: 'qwen3-coder', prices: undefined });
  });

  it('of an unknown model gets the defaults', () => {
    const info = {
      id: 'unknown',
      provider: 'unknown',
      match: 'default',
      known: false,
      contextKnown: false,
      context: 128_000,
      maxOutput: undefined,
      encoding: 'estimate',
      factor: 1.2,
      error: 0.35,
      cacheMinimum: 4096,
      bindsReasoning: true,
      prices: undefined,
      asOf: undefined,
    };
    for (const name of [
      'llama3:8b',
      '',
      ' ',
      '-',
      '/',
      '@',
      'toString',
      '__proto__',
      'gpt4o',
      'x'.repeat(1 << 22),
      '/'.repeat(200),
      null,
      undefined,
      5,
      {},
      Symbol('s'),
    ])
      expect(modelInfo(name as string)).toEqual(info);
  });

  it('may be any value', () =>
    forAll((random) => {
      const parts = [
        'claude',
        'gpt',
        'opus',
        '5',
        '-',
        '-',
        '.',
        '/',
        ':',
        '@',
        '4o',
        'us.anthropic.',
        '-v1:0',
        '20250929',
        '[1m]',
        '*',
        '(',
        '\\',
        ' ',
        'é',
        '\ud800',
      ];
      const info = modelInfo(random.many(random.below(12), () => random.pick(parts)).join(''));
      expect(info.context).toBeGreaterThan(0);
      expect(info.known).toBe(info.match !== 'default');
    }));
});
