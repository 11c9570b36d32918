// The prompt cache of every provider that has one.
import { cacheReport, placeBreakpoints, promptCacheKey } from '@headroom/native/prompt-cache';
import { describe, expect, it } from 'vitest';
import { providersWith } from '../../src/providers/index.js';
import { DIALECTS, dialectOf } from '../support/protocols/index.js';

const CACHES = providersWith('cache');
const PARAMETERS = CACHES.flatMap(({ name, cache: { parameters = [] } }) =>
  parameters.map(({ path }) => [name, path.join('.'), path] as const),
);
const MARKS = CACHES.flatMap(({ name, cache: { marks = [] } }) => marks.map((mark) => [name, mark] as const));

describe('prompt caches', () => {
  it.each(PARAMETERS)('%s loses its cache if %s changes', (name, _, path) => {
    const request = dialectOf(name).request('word '.repeat(20_000));
    const [before, after] = ['a', 'b'].map((value) => ({
      ...request,
      ...(path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object),
    }));
    expect(cacheReport([before!, after!]).breaks).toMatchObject([
      { request: 1, reason: 'parameter-changed', where: path.at(-1) },
    ]);
  });

  it.each(MARKS)('%s marks breakpoints in %s, which is not part of the prompt', (_, mark) => {
    const [before, after] = ['a', 'b'].map((value) =>
      promptCacheKey({ messages: [{ role: 'user', content: [{ type: 'text', text: 'Why?', [mark]: value }] }] }),
    );
    expect(before).toBe(after);
  });
});

const MARKED = CACHES.filter(({ cache }) => cache.breakpoints);

describe.each(MARKED)('breakpoints of $name', ({ name, cache: { breakpoints, marks = [] } }) => {
  it('are placed, at most as many as the provider accepts', () => {
    const marked = placeBreakpoints(dialectOf(name).request('word '.repeat(20_000)));
    const count = JSON.stringify(marked).split(`"${marks[0]}"`).length - 1;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(breakpoints!.max);
    expect(placeBreakpoints(marked)).toBe(marked);
  });
});

it('breakpoints are placed for Anthropic only', () => {
  expect(MARKED.map(({ name }) => name)).toEqual(['anthropic']);
  for (const dialect of DIALECTS.filter(({ provider }) => provider !== 'anthropic')) {
    const request = dialect.request('word '.repeat(20_000));
    expect(placeBreakpoints(request)).toBe(request);
  }
});
