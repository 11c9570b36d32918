// How long a conversation has been idle, which says whether its provider still has it in the cache.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ledger, type Entry } from '../../src/proxy/ledger/index.js';
import { ANSWERED } from './entry.js';

const UNREAD: readonly (readonly [string, Partial<Entry>])[] = [
  ['a hit of the response cache', { isCached: true }],
  ['a count of tokens', { isAnswered: false }],
  ['an error', { status: 529 }],
];

describe('the time since the last answer', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('is not known before the first one', () => {
    for (const [, entry] of UNREAD) {
      const ledger = new Ledger();
      expect(ledger.idleMs('c')).toBeUndefined();
      ledger.add({ ...ANSWERED, ...entry });
      expect(ledger.idleMs('c')).toBeUndefined();
    }
  });

  it.each(UNREAD)('goes on with %s, which the model did not read', (_, entry) => {
    const ledger = new Ledger();
    ledger.add(ANSWERED);
    vi.setSystemTime(Date.now() + 1000);
    ledger.add({ ...ANSWERED, ...entry });
    expect(ledger.idleMs('c')).toBe(1000);
    ledger.add(ANSWERED);
    expect(ledger.idleMs('c')).toBe(0);
  });
});
