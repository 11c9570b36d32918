// The prices by which the engine decides whether a prune pays.
import { SNAPSHOT } from '../../dist/src/models/snapshot.js';
import { expect, it } from 'vitest';
import { enginePruning } from '../../src/headroom/pruning.js';

const auto = (model: string, cacheTtl?: '5m' | '1h') => enginePruning({ model, pruning: 'auto', cacheTtl });

it('takes the prices of a model, in thousandths of the price of input', () => {
  expect(auto('claude-sonnet-4-5')).toEqual({
    mode: 'auto',
    cold: false,
    read: 100,
    write: 1250,
    output: 5000,
    long: { above: 200_000, factor: 2000 },
  });
  expect(auto('claude-sonnet-4-5', '1h')).toMatchObject({ write: 2000 });
  expect(auto('a-model-that-nobody-knows')).toMatchObject({ mode: 'cold' });
});

it('keeps the factor of long prompts within what the engine takes', () => {
  const long = SNAPSHOT.filter(({ prices }) => prices.long !== undefined);
  expect(long.length).toBeGreaterThan(5);
  for (const { id } of long) {
    const { above, factor } = auto(id)!.long!;
    expect(above).toBeGreaterThan(100_000);
    expect(factor).toBeGreaterThan(1000);
    expect(factor).toBeLessThanOrEqual(0xffff);
  }
});
