// The bill of prunes: each costs a cache miss, and earns a cache read in every later turn.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Ledger, type Entry } from '../../src/proxy/ledger/index.js';
import { Workplace } from '../cli/headroom.js';
import { weighing } from '../support/weighed.js';
import { ANSWERED } from './entry.js';
import { get, json, JSON_TYPE, post, withProxy, type Received } from './support.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-prunes-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const MODEL = 'claude-sonnet-4-5';
const TOOLS = [{ name: 'Bash', input_schema: { type: 'object' } }];
/** Nano-dollars for a token of this model: read from the cache, and written to it. */
const [READ, WRITE] = [300, 3750];

const NOTHING: Entry = { ...ANSWERED, model: MODEL, tokensBefore: 10_000, tokensAfter: 9000, isCompressed: true };
const usage = (cachedRead: number, cacheWrite5m: number): Entry['usage'] => ({
  input: 0,
  cachedRead,
  cacheWrite5m,
  cacheWrite1h: 0,
  output: 0,
  complete: true,
});
const before: Entry = { ...NOTHING, usage: usage(0, 9000) };
const prune: Entry = {
  ...NOTHING,
  tokensAfter: 4000,
  pruned: { tokensSaved: 5000, tokensRewritten: 2000, breakEvenTurns: 5 },
  usage: usage(2000, 2000),
};
const after: Entry = { ...prune, pruned: undefined, usage: usage(4000, 0) };

describe('the ledger', () => {
  it('credits pruned tokens at the price of a cache read, also in the turn of the prune', () => {
    const ledger = new Ledger();
    ledger.add(before);
    const earlier = ledger.stats().totals.saved;
    ledger.add(prune);
    expect(ledger.stats().totals.saved - earlier).toBe(6000 * READ);
  });

  it('charges a prune with its cache miss, and credits each turn since', () => {
    const ledger = new Ledger();
    for (const entry of [before, prune, after, after]) ledger.add(entry);
    // Of the 4,000 tokens that are left, 2,000 had to be written again.
    const [cost, earned] = [2000 * (WRITE - READ), 3 * 5000 * READ];
    expect(ledger.stats().totals).toMatchObject({ prunes: 1, prunedTokens: 5000, rewrittenTokens: 2000 });
    expect(ledger.stats().totals).toMatchObject({ pruneCost: cost, pruneEarned: earned, pruneFetches: 0 });
    expect(ledger.prunes()).toMatchObject([{ tokensSaved: 5000, cost, earned, turns: 3, fetches: 0 }]);
  });

  it('charges a prune with the fetches in its conversation', () => {
    const ledger = new Ledger();
    for (const entry of [before, prune, { ...after, retrievals: 1, usage: usage(8000, 0) }]) ledger.add(entry);
    const [last] = ledger.prunes();
    expect(last).toMatchObject({ fetches: 1, cost: 2000 * (WRITE - READ) + 4000 * READ });
    expect(ledger.stats().totals.pruneFetches).toBe(1);
  });

  it('credits nothing to a prune whose conversation was rewritten', () => {
    const ledger = new Ledger();
    for (const entry of [before, prune, { ...after, lineage: 'rewritten' as const }, after]) ledger.add(entry);
    expect(ledger.prunes()).toMatchObject([{ turns: 1, earned: 5000 * READ }]);
  });

  it('counts only turns that a model has answered', () => {
    const ledger = new Ledger();
    const unread = { ...after, usage: undefined };
    ledger.add(before);
    ledger.add(prune);
    for (const more of [{ isAnswered: false }, { isCached: true }, { status: 529 }]) ledger.add({ ...unread, ...more });
    expect(ledger.prunes()).toMatchObject([{ turns: 1 }]);
  });

  it('remembers a bounded number of prunes', () => {
    const ledger = new Ledger();
    for (let at = 0; at < 300; at += 1) ledger.add({ ...prune, conversation: `c${at}` });
    expect(ledger.prunes()).toHaveLength(100);
    expect(ledger.stats().totals.prunes).toBe(300);
  });
});

/** A provider with a prompt cache: what a request has in common with the one before it is read from there. */
function caching(): (request: Received, response: any) => void {
  let last = '';
  return ({ body }, response) => {
    const text = body.toString();
    let common = 0;
    while (common < text.length && text[common] === last[common]) common += 1;
    last = text;
    const [read, all] = [common, text.length].map((bytes) => Math.round(bytes / 4));
    const tokens = { input_tokens: 0, cache_read_input_tokens: read, cache_creation_input_tokens: all! - read! };
    response.writeHead(200, JSON_TYPE).end(JSON.stringify({ usage: { ...tokens, output_tokens: 1 } }));
  };
}

it('/stats, /metrics and `headroom stats` show what prunes cost and earned', () =>
  withProxy(
    caching(),
    async (proxy) => {
      const messages = weighing(40);
      for (let end = 1; end <= messages.length; end += 2) {
        const body = { model: MODEL, max_tokens: 9, tools: TOOLS, messages: messages.slice(0, end) };
        await post(`${proxy.url}/v1/messages`, JSON.stringify(body));
      }
      const { pruning } = await json(get(`${proxy.url}/stats`));
      expect(pruning.prunes).toBeGreaterThan(0);
      expect(pruning.recent).toHaveLength(pruning.prunes);
      expect(pruning.net_usd).toBeCloseTo(pruning.earned_usd - pruning.cost_usd);
      for (const own of pruning.recent) {
        expect(own).toMatchObject({ model: MODEL, fetches: 0 });
        expect(
          Math.min(own.tokens_saved, own.tokens_rewritten, own.turns, own.cost_usd, own.earned_usd),
        ).toBeGreaterThan(0);
        expect(own.turns_to_break_even === 0).toBe(own.earned_usd >= own.cost_usd);
      }
      const metrics = (await get(`${proxy.url}/metrics`)).body.toString();
      expect(metrics).toContain(`\nheadroom_prunes_total ${pruning.prunes}\n`);
      expect(metrics).toMatch(/\nheadroom_prune_earned_usd_total 0\.\d+\n/);
      await proxy.close();
      const { stdout } = new Workplace().run(['stats', '--file', join(FOLDER, 'savings.jsonl')]);
      expect(stdout.toString()).toMatch(
        /all time: \d+ prunes? cost \$\d+\.\d\d and earned \$\d+\.\d\d so far, with 0 fetches/,
      );
    },
    { store: ':memory:', pruning: 'auto', savings: join(FOLDER, 'savings.jsonl') },
  ));
