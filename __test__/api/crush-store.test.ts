// crushJson with a store elides rows, and expand restores them.
import { crushJson, crushJsonAsync, Headroom, type Originals } from '@headroom/native';
import { beforeAll, describe, expect, it } from 'vitest';
import { jsonText, minified } from '../support/json-text.js';
import { forAll } from '../support/random.js';

const FORMATS = ['rows', 'columns', 'text'] as const;
const ORDERS = JSON.stringify(
  Array.from({ length: 400 }, (_, at) => ({
    id: `ord-${1000 + at}`,
    state: at === 217 ? 'failed' : 'paid',
    cents: (at * 7919) % 5000,
  })),
  null,
  1,
);
const LINES = Array.from({ length: 300 }, (_, n) => `{"n":${n},"id":"job-${(n * 7919) % 1009}","state":"done"}\n`).join(
  '',
);
const headroom = new Headroom({ store: ':memory:' });
let store: Originals;
beforeAll(async () => void (store = await headroom.originals()));

describe('crushJson with a store', () => {
  it.each(FORMATS)('elides rows in %s, with a marker, and restores them', async (format) => {
    const result = crushJson(ORDERS, { format, store });
    expect(result).toMatchObject({
      compressed: true,
      fidelity: 'recoverable',
      skipped: undefined,
      storeError: undefined,
    });
    expect(result.text).toMatch(/rows left out: headroom_retrieve [0-9a-z]{16}\]/);
    expect(result.text).toContain('failed');
    expect(result.tokensAfter).toBeLessThan(crushJson(ORDERS, { format }).tokensAfter / 3);
    expect(result.ccrHashes).toHaveLength(1);
    expect((await headroom.retrieve(result.ccrHashes[0]!)).text).toBe(ORDERS);
    expect(await headroom.expand(result.text)).toBe(ORDERS);
    if (format !== 'text') expect(() => JSON.parse(result.text)).not.toThrow();
  });

  it('keeps rows that match the query, and as many as the options say', () => {
    expect(crushJson(ORDERS, { store }).text).not.toContain('ord-1123');
    expect(crushJson(ORDERS, { store, query: 'What became of ord-1123?' }).text).toContain('ord-1123');
    expect(crushJson(ORDERS, { store, selection: { keepLast: 30 } }).text).toContain('ord-1371');
    expect(crushJson(ORDERS, { store, selection: { minItemsToAnalyze: 1000 } }).ccrHashes).toEqual([]);
  });

  it('accepts JSON lines in the format `text` only', async () => {
    const result = crushJson(LINES, { format: 'text', store });
    expect(await headroom.expand(result.text)).toBe(LINES);
    expect(result.fidelity).toBe('recoverable');
    expect(crushJson(LINES, { store })).toMatchObject({ compressed: false, skipped: 'malformed', ccrHashes: [] });
  });

  it('accepts bytes, and does not elide its own output again', async () => {
    const result = crushJson(Buffer.from(ORDERS), { store });
    expect(result.text).toBe(crushJson(ORDERS, { store }).text);
    expect(result.ccrHashes).toEqual(crushJson(ORDERS, { store }).ccrHashes);
    expect(crushJson(result.text, { store })).toMatchObject({ text: result.text, ccrHashes: [] });
  });

  it('has the same result in both forms, never costs more than without a store, and expands', () =>
    forAll(async (random) => {
      const text = random.onceIn(3) ? ORDERS.replaceAll('paid', `paid ${random.below(9)}`) : jsonText(random);
      const options = {
        format: random.pick(FORMATS),
        minTokensToCrush: 0,
        store,
        ...(random.onceIn(2) && { query: text.slice(random.below(text.length), 40) }),
        selection: { minTokensToCrush: random.pick([0, 200]) },
      };
      const [sync, async] = [
        crushJson(text, options),
        await crushJsonAsync(random.onceIn(2) ? text : Buffer.from(text), {
          ...options,
          store: random.onceIn(2) ? headroom : store,
        }),
      ];
      for (const field of [
        'text',
        'compressed',
        'fidelity',
        'skipped',
        'tokensAfter',
        'ccrHashes',
        'storeError',
      ] as const)
        expect(async[field]).toEqual(sync[field]);
      expect(sync.tokensAfter).toBeLessThanOrEqual(
        crushJson(text, { format: options.format, minTokensToCrush: 0 }).tokensAfter,
      );
      const back = await headroom.expand(sync.text);
      if (sync.fidelity === 'values') expect(minified(back)).toBe(minified(text));
      else expect(back).toBe(text);
    }));
});

describe('without a store', () => {
  it('nothing is elided, even with a query', async () => {
    expect(crushJson(ORDERS, { query: 'ord-1123' }).text).toBe(minified(ORDERS));
    expect((await crushJsonAsync(ORDERS, { query: 'ord-1123' })).ccrHashes).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    ['an instance for the synchronous form', () => crushJson(ORDERS, { store: headroom as never }), 'the async form'],
    ['an instance without a store', () => crushJsonAsync(ORDERS, { store: new Headroom() }), 'store'],
    ['a path', () => crushJsonAsync(ORDERS, { store: '/nowhere' as never }), 'store'],
    ['an object that looks like a store', () => crushJson(ORDERS, { store: { native: {} } as never }), 'store'],
    ['null', () => crushJson(ORDERS, { store: null as never }), 'store'],
    ['a query that is not a string', () => crushJson(ORDERS, { query: 7 as never, store }), 'query'],
    [
      'a signal for the synchronous form',
      () => crushJson(ORDERS, { signal: new AbortController().signal } as never),
      'signal',
    ],
  ])('%s is rejected', async (_, work, says) => {
    await expect((async () => work())()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(says) as string,
    });
  });

  it('a closed instance is rejected', async () => {
    const closed = new Headroom({ store: ':memory:' });
    closed.close();
    await expect(crushJsonAsync(ORDERS, { store: closed })).rejects.toMatchObject({ code: 'closed' });
  });
});

it('a query with a lone surrogate still matches', () => {
  expect(crushJson(ORDERS, { store, query: 'ord-1123 \ud800' }).text).toContain('ord-1123');
});
