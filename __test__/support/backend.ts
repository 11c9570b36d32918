// Stores as a caller may write them, and the contract that each of them has to keep.
import type { BackendEntry, StoreBackend } from '@headroom/native';
import { describe, expect, it } from 'vitest';

/** The simplest store: two maps. */
export class MapBackend implements StoreBackend {
  readonly originals = new Map<string, string>();
  readonly entries = new Map<string, string>();
  /** The methods that were called, in order. */
  readonly calls: string[] = [];

  async get(handle: string, scope: string): Promise<string | undefined> {
    this.calls.push('get');
    return this.originals.get(`${scope} ${handle}`);
  }

  async put(originals: Parameters<StoreBackend['put']>[0], scope: string): Promise<void> {
    this.calls.push('put');
    for (const { handle, text } of originals) this.originals.set(`${scope} ${handle}`, text);
  }

  async recall(keys: readonly string[], scope: string): Promise<(string | undefined)[]> {
    this.calls.push('recall');
    return keys.map((key) => this.entries.get(`${scope} ${key}`));
  }

  async record(entries: readonly BackendEntry[], scope: string): Promise<BackendEntry[]> {
    this.calls.push('record');
    const known = ({ key }: BackendEntry): string | undefined => this.entries.get(`${scope} ${key}`);
    const others = entries.filter((entry) => (known(entry) ?? entry.value) !== entry.value);
    if (others.length > 0) return others.map((entry) => ({ key: entry.key, value: known(entry)! }));
    for (const { key, value } of entries) this.entries.set(`${scope} ${key}`, value);
    return [];
  }
}

const key = (digit: string): string => digit.repeat(64);

/** The contract of a store that somebody writes: call it in a test of yours. */
export function keepsTheContract(name: string, make: () => StoreBackend | Promise<StoreBackend>): void {
  describe(`the store ${name}`, () => {
    it('gives originals back character by character', async () => {
      const store = await make();
      const texts = ['', 'a', 'é→🙂\u0000\r\n', 'x'.repeat(1 << 20)];
      const originals = texts.map((text, at) => ({ handle: `${at}`.repeat(16), text }));
      await store.put(originals, 'a');
      for (const { handle, text } of originals) expect(await store.get(handle, 'a')).toBe(text);
      expect((await store.get('z'.repeat(16), 'a')) ?? undefined).toBeUndefined();
    });

    it('keeps scopes apart', async () => {
      const store = await make();
      await store.put([{ handle: '1'.repeat(16), text: 'of a' }], 'a');
      await store.record([{ key: key('1'), value: 'of a' }], 'a');
      expect((await store.get('1'.repeat(16), 'b')) ?? undefined).toBeUndefined();
      expect(await values(store, [key('1')], 'b')).toEqual([undefined]);
      expect(await store.record([{ key: key('1'), value: 'of b' }], 'b')).toEqual([]);
    });

    it('recalls entries in the order of the keys', async () => {
      const store = await make();
      const entries = ['1', '2', '3'].map((digit) => ({ key: key(digit), value: `value ${digit}` }));
      expect(await store.record(entries, 'a')).toEqual([]);
      expect(await values(store, [key('3'), key('9'), key('1')], 'a')).toEqual(['value 3', undefined, 'value 1']);
      expect(await store.record(entries, 'a'), 'the same again').toEqual([]);
    });

    it('records all entries or none, and the first value stands', async () => {
      const store = await make();
      await store.record([{ key: key('1'), value: 'first' }], 'a');
      const later = [
        { key: key('2'), value: 'new' },
        { key: key('1'), value: 'later' },
      ];
      expect(await store.record(later, 'a')).toEqual([{ key: key('1'), value: 'first' }]);
      expect(await values(store, [key('1'), key('2')], 'a')).toEqual(['first', undefined]);
    });

    it('lets one of several that record at the same time win', async () => {
      const store = await make();
      const all = await Promise.all(
        Array.from({ length: 8 }, (_, at) => store.record([{ key: key('1'), value: `by ${at}` }], 'a')),
      );
      const [value] = await values(store, [key('1')], 'a');
      expect(all.filter((others) => others.length === 0)).toHaveLength(1);
      expect(all.flat().every((other) => other.value === value)).toBe(true);
    });
  });
}

async function values(store: StoreBackend, keys: readonly string[], scope: string): Promise<(string | undefined)[]> {
  return (await store.recall(keys, scope)).map((value) => value ?? undefined);
}
