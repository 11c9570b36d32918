import { Headroom, Store } from '@headroom/native';
import { SharedContext } from '@headroom/native/shared-context';
import { describe, expect, it, vi } from 'vitest';
import { diff } from '../support/samples.js';

describe('a shared context', () => {
  it('returns texts compressed and whole', async () => {
    const store = await Store.open({ memory: true });
    const context = new SharedContext({ store, scope: 'team' });
    const text = diff('cache');
    const entry = await context.put('the change', text, { agent: 'reviewer' });
    expect(entry).toMatchObject({ key: 'the change', agent: 'reviewer' });
    const short = await context.get('the change');
    expect(short).toContain('left out: headroom_retrieve');
    expect(await context.full('the change')).toBe(text);
    expect(await context.get('the change', { full: true })).toBe(text);
    expect(context.entry('the change')).toEqual(entry);
    expect(context.stats()).toEqual({
      entries: 1,
      tokensBefore: entry.tokensBefore,
      tokensAfter: entry.tokensAfter,
      tokensSaved: entry.tokensBefore - entry.tokensAfter,
    });
    expect(context.stats().tokensSaved).toBeGreaterThan(400);
    // Another instance with this store and scope can redeem the marker.
    expect((await new Headroom({ store, scope: 'team' }).retrieve(entry.handle)).text).toBe(text);
    await expect(new Headroom({ store, scope: 'others' }).retrieve(entry.handle)).rejects.toMatchObject({
      code: 'retrieve/unknown',
    });
  });

  it('does not return a compressed text if the store lost its original', async () => {
    const store = await Store.open({ memory: true });
    const context = new SharedContext({ store });
    await context.put('the change', diff('cache'));
    await context.put('a word', 'is whole');
    await store.clear();
    expect([await context.get('the change'), await context.full('the change'), await context.get('a word')]).toEqual([
      undefined,
      undefined,
      'is whole',
    ]);
    await context.put('the change', diff('cache'));
    expect(await context.get('the change')).toContain('left out: headroom_retrieve');
  });

  it('returns undefined for unknown keys, and can be cleared', async () => {
    const context = new SharedContext();
    await context.put('a', 'one');
    await context.put('a', 'two');
    expect([await context.get('a'), await context.get('b'), await context.full('b'), context.entry('b')]).toEqual([
      'two',
      undefined,
      undefined,
      undefined,
    ]);
    context.clear();
    expect([context.keys(), context.stats().entries]).toEqual([[], 0]);
  });

  it('keeps at most `maxEntries`, for `ttl` seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const context = new SharedContext({ maxEntries: 3, ttl: 60 });
      for (const key of ['a', 'b', 'c', 'a', 'd']) {
        await context.put(key, `text of ${key}`);
        vi.setSystemTime(Date.now() + 10_000);
      }
      expect(context.keys()).toEqual(['c', 'a', 'd']);
      vi.setSystemTime(Date.now() + 35_000);
      expect(context.keys()).toEqual(['a', 'd']);
      vi.setSystemTime(Date.now() + 60_000);
      expect(context.keys()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([[{ ttl: 0 }], [{ maxEntries: 'many' }], [{ store: 3 }]])('is rejected with %j', (options) => {
    expect(() => new SharedContext(options as object)).toThrow(expect.objectContaining({ name: 'ConfigurationError' }));
  });
});
