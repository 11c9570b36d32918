import { expect, it } from 'vitest';
import { fit } from '../../scripts/calibrate-estimates.mjs';

it('finds the best factor and its errors', () => {
  const exact = [100, 2000, 37_000].map((count) => ({ count, tokens: Math.round(count * 1.3) }));
  expect(fit(exact)).toMatchObject({ factor: expect.closeTo(1.3), mean: 0 });
  // A single outlier moves the errors, but not the factor.
  const { factor, mean, errors } = fit([...exact, ...exact, { count: 100, tokens: 200 }]);
  expect(factor).toBeCloseTo(1.3);
  expect(errors.at(-1)).toBeCloseTo(0.35);
  expect(mean).toBeCloseTo(0.35 / 7);
});
