// Pruning in sessions: old results are replaced by short forms, once, and can be fetched.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Headroom, type CompressOptions } from '@headroom/native';
import { weighed, weighing } from '../support/weighed.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MODEL = 'claude-sonnet-4-5';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-pruning-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sameUpTo = (a: readonly object[], b: readonly object[]): number => {
  const at = a.findIndex((message, index) => JSON.stringify(message) !== JSON.stringify(b[index]));
  return at < 0 ? a.length : at;
};

/** Calls with a field of a provider in a field of an SDK or a gateway. */
const wrapped = (wrapper: string, field: string): object => ({
  tool_calls: [{ [wrapper]: { google: { [field]: 'c2ln' } } }],
});

describe('a session that prunes', () => {
  it('rewrites the history rarely, makes it shorter, and gives every original back', async () => {
    const session = new Headroom({ store: ':memory:', scope: 'a' }).session();
    const messages = weighing(60);
    let before: readonly object[] = [];
    let rewrites = 0;
    for (let end = 1; end <= messages.length; end += 2) {
      const result = await session.compress(messages.slice(0, end), { model: MODEL, pruning: 'auto' });
      const isSame = sameUpTo(before, result.messages) === before.length;
      expect(isSame).toBe(result.pruned === undefined);
      rewrites += Number(!isSame);
      before = result.messages;
    }
    const { prunes } = session.stats();
    expect(prunes.count).toBe(rewrites);
    expect(rewrites).toBeGreaterThan(0);
    expect(rewrites).toBeLessThan(10);
    expect(JSON.stringify(before).length).toBeLessThan(JSON.stringify(messages).length / 2);
    expect(await session.expand(before as object[])).toEqual(messages);
  });

  it('sends the same after a restart, and continues a branch with the texts that it sent before', async () => {
    const store = join(folder, 'restart');
    const open = (): Headroom => new Headroom({ store, scope: 'b' });
    const messages = weighing(40);
    const first = open().session();
    const sent: (readonly object[])[] = [];
    for (let end = 1; end <= messages.length; end += 2)
      sent.push((await first.compress(messages.slice(0, end), { model: MODEL, pruning: 'auto' })).messages);
    expect(first.stats().prunes.count).toBeGreaterThan(0);
    for (const at of [5, 20, sent.length - 1]) {
      const again = await open().session().compress(messages.slice(0, sent[at]!.length));
      expect(again.messages).toEqual(sent[at]);
    }
  });

  it('fetches the original of a short form', async () => {
    const headroom = new Headroom({ store: ':memory:', scope: 'c' });
    const messages = weighing(20);
    const result = await headroom.session().compress(messages, { model: MODEL, pruning: 'cold', cold: true });
    expect(result.pruned).toMatchObject({ tokensSaved: expect.any(Number), tokensRewritten: expect.any(Number) });
    const text = JSON.stringify(result.messages[2]);
    const handle = /headroom_retrieve ([0-9a-z]{16})/.exec(text)?.[1];
    expect(handle).toBeDefined();
    expect((await headroom.retrieve(handle!)).text).toBe(weighed(0));
  });

  it('gives its verdict on each tool result in the turn of the prune, and no other', async () => {
    const messages = weighing(20) as any[];
    messages[4].content[0].is_error = true;
    const session = new Headroom({ store: ':memory:', scope: 'v' }).session();
    const { blocks } = await session.compress(messages, { model: MODEL, pruning: 'cold', cold: true });
    const results = blocks.filter(({ role }) => role === 'result');
    expect(results.slice(0, 3).map(({ pruning }) => pruning)).toEqual([
      { verdict: 'pruned', unusedTurns: 19 },
      { verdict: 'protected', unusedTurns: 18 },
      { verdict: 'pruned', unusedTurns: 17 },
    ]);
    expect(results.slice(-3).map(({ pruning }) => pruning)).toEqual([
      { verdict: 'used', unusedTurns: 2 },
      { verdict: 'used', unusedTurns: 1 },
      { verdict: 'used', unusedTurns: 0 },
    ]);
    expect(blocks.filter(({ role, pruning }) => role !== 'result' && pruning !== undefined)).toEqual([]);
    const next = await session.compress(messages, { model: MODEL });
    expect(next.blocks.every(({ pruning }) => pruning === undefined)).toBe(true);
  });

  it('keeps errors and documents of the user whole', async () => {
    const messages = weighing(20) as any[];
    messages[2].content[0].is_error = true;
    const source = { type: 'text', media_type: 'text/plain', data: weighed(99) };
    messages[0] = { role: 'user', content: [{ type: 'document', source }] };
    const session = new Headroom({ store: ':memory:', scope: 'e' }).session();
    const result = await session.compress(messages, { model: MODEL, pruning: 'cold', cold: true });
    const changed = result.messages.flatMap((message, at) => (message === messages[at] ? [] : [at]));
    expect(changed[0]).toBe(4);
  });

  it.each([
    ['without a store', {}, { model: MODEL, pruning: 'auto' as const, cold: true }],
    [
      'with `exactOnly`',
      { store: ':memory:' },
      { model: MODEL, pruning: 'auto' as const, cold: true, exactOnly: true },
    ],
    ['while the cache is warm', { store: ':memory:' }, { model: MODEL, pruning: 'cold' as const }],
    [
      'for a model without prices, unless the cache is cold',
      { store: ':memory:' },
      { model: 'nobody', pruning: 'auto' as const },
    ],
    ['if it is switched off', { store: ':memory:' }, { model: MODEL, pruning: 'off' as const, cold: true }],
  ])('prunes nothing %s', async (_, options, asked) => {
    const session = new Headroom({ scope: 'd', ...options }).session();
    const result = await session.compress(weighing(30), asked);
    expect(result.pruned).toBeUndefined();
  });

  it('does nothing while reasoning may be bound to the history', async () => {
    const messages = weighing(30) as any[];
    messages[1].content.unshift({ type: 'thinking', thinking: 'Weigh them.', signature: 'c2lnbmVk' });
    const prune = async (model: string): Promise<boolean> => {
      const session = new Headroom({ store: ':memory:', scope: model }).session();
      return (await session.compress(messages, { model, cold: true })).pruned !== undefined;
    };
    expect(await prune('claude-sonnet-4-5')).toBe(true);
    expect(await prune('claude-sonnet-5-5')).toBe(false);
    expect(await prune('nobody')).toBe(false);
  });

  it.each([
    ['a field of a chat completion', { reasoning_content: 'Weigh them.' }, false],
    ['an empty field', { reasoning_content: null }, true],
    ['a signature that a gateway keeps', wrapped('extra_content', 'thought_signature'), false],
    ['a signature that an SDK keeps', wrapped('providerOptions', 'thoughtSignature'), false],
    ['options of an SDK', wrapped('providerOptions', 'order'), true],
  ])('finds reasoning in %s', async (_, fields, isPruned) => {
    const messages = weighing(30) as any[];
    Object.assign(messages[1], fields);
    const session = new Headroom({ store: ':memory:', scope: 'h' }).session();
    const { pruned } = await session.compress(messages, { model: 'nobody', cold: true });
    expect(pruned !== undefined).toBe(isPruned);
  });

  it('makes room in the context by short forms, even if that does not pay', async () => {
    const session = new Headroom({ store: ':memory:', scope: 'g' }).session();
    const messages = weighing(30);
    const whole = await session.compress(messages, { pruning: 'off' });
    const budget = Math.round(whole.tokensAfter / 2);
    const fitted = await session.compress(messages, { pruning: 'off', tokenBudget: budget });
    expect(fitted.pruned).toBeDefined();
    expect(fitted.tokensAfter).toBeLessThan(budget);
    expect(fitted.messages).toHaveLength(messages.length);
    const again = await session.compress(messages, { pruning: 'off', tokenBudget: budget });
    expect(again.messages).toEqual(fitted.messages);
    await expect(session.compress(messages, { outputBufferTokens: 10 })).rejects.toMatchObject({
      option: 'outputBufferTokens',
    });
    const small = { model: 'gpt-4', outputBufferTokens: 8000 };
    const other = new Headroom({ store: ':memory:', scope: 'h' }).session();
    expect((await other.compress(messages, small)).pruned).toBeDefined();
    const third = new Headroom({ store: ':memory:', scope: 'third' }).session();
    expect((await third.compress(messages, { ...small, tokenBudget: 'model' })).pruned).toBeDefined();
  });

  it('says what prunes cost and what they have earned', async () => {
    const session = new Headroom({ store: ':memory:', scope: 'i' }).session();
    const messages = weighing(40);
    let breakEven: number | undefined;
    let turnsSince = 0;
    for (let end = 1; end <= messages.length && turnsSince <= (breakEven ?? 100); end += 2) {
      const { pruned } = await session.compress(messages.slice(0, end), { model: MODEL, pruning: 'auto' });
      if (pruned && breakEven === undefined) breakEven = pruned.breakEvenTurns;
      else if (breakEven !== undefined) turnsSince += 1;
      if (breakEven !== undefined && turnsSince > 0 && session.stats().prunes.count === 1) {
        const { paid, earned } = session.stats().prunes;
        expect(earned >= paid).toBe(turnsSince >= breakEven);
      }
    }
    expect(breakEven).toBeGreaterThan(0);
    expect(session.stats().prunes.tokensNotRead).toBeGreaterThan(0);
  });

  it('waits longer for dearer cache writes, and prunes sooner if more turns are to come', async () => {
    const firstPrune = async (options: CompressOptions): Promise<number> => {
      const session = new Headroom({ store: ':memory:', scope: JSON.stringify(options) }).session();
      const messages = weighing(60);
      for (let end = 1; end <= messages.length; end += 2)
        if ((await session.compress(messages.slice(0, end), { model: MODEL, pruning: 'auto', ...options })).pruned)
          return end;
      return messages.length;
    };
    const usual = await firstPrune({});
    expect(await firstPrune({ cacheTtl: '1h' })).toBeGreaterThan(usual);
    expect(await firstPrune({ expectedTurns: 1 })).toBe(121);
    expect(await firstPrune({ pruningWeights: { base: 100_000 } })).toBe(121);
  });

  it('refuses other values', async () => {
    const session = new Headroom().session();
    await expect(session.compress([], { pruning: 'yes' as never })).rejects.toMatchObject({ option: 'pruning' });
    await expect(session.compress([], { cold: 1 as never })).rejects.toMatchObject({ option: 'cold' });
  });
});
