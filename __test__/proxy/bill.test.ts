// What the bill says: at cache prices, by conversation, and with the misses that count against the proxy.
import { expect, it } from 'vitest';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, json, JSON_TYPE, post, withProxy, type Received } from './support.js';

/** Dollars for a million tokens of the model in these requests. */
const MODEL = 'claude-sonnet-5';
const OTHER_ROWS = ROWS.replaceAll('running', 'stopped').replaceAll('40', '70');

interface Used {
  readonly input?: number;
  readonly read?: number;
  readonly write?: number;
  readonly diagnostics?: object;
}

/** A provider that reports these usages, one after another. */
function reports(used: readonly Used[]) {
  let at = 0;
  return (_request: Received, response: any): void => {
    const { input = 0, read = 0, write = 0, diagnostics } = used[at]!;
    at += 1;
    const usage = { input_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: write };
    response.writeHead(200, JSON_TYPE).end(JSON.stringify({ usage: { ...usage, output_tokens: 1 }, diagnostics }));
  };
}

/** The turns of one conversation: each has one more tool result. */
function turn(texts: readonly string[]): Record<string, any> {
  const { messages, ...rest } = ANTHROPIC.request(texts[0]!);
  const more = texts.slice(1).flatMap((text, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `b${at}`, name: 'fetch', input: { page: at } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `b${at}`, content: text }] },
  ]);
  return { ...rest, model: MODEL, messages: [...messages, ...more] };
}

const send = (url: string, body: object | string): Promise<unknown> =>
  post(url + ANTHROPIC.path, typeof body === 'string' ? body : JSON.stringify(body));

it('tokens saved in earlier turns count as cache reads, and new ones as cache writes', () =>
  withProxy(
    reports([
      { input: 10, write: 1000 },
      { input: 10, read: 1000, write: 100 },
    ]),
    async (proxy) => {
      await send(proxy.url, turn([ROWS]));
      const first = proxy.stats().totals;
      await send(proxy.url, turn([ROWS, 'short']));
      const both = proxy.stats().totals;
      const tokens = first.tokensBefore - first.tokensAfter;
      // Written at 1.25 of the price of input in the first turn, and read at 0.1 of it in the second.
      expect((both.saved - first.saved) / tokens).toBeCloseTo(((first.saved / tokens) * 0.1) / 1.25, -2);
      expect(both).toMatchObject({ misses: 0, priced: 2 });
    },
  ));

it('a cache miss is charged, and is suspicious only if the proxy sent another prefix than before', () =>
  withProxy(
    reports([{ write: 5000 }, { write: 5000 }, { read: 5000, diagnostics: { cache_miss_reason: 'tools_changed' } }]),
    async (proxy) => {
      await send(proxy.url, turn([ROWS]));
      await send(proxy.url, turn([ROWS, 'short']));
      expect(proxy.stats().totals).toMatchObject({ misses: 1, suspectMisses: 0, missedTokens: 5000 });
      await send(proxy.url, turn([ROWS, 'short', 'shorter']));
      const stats = await json(get(`${proxy.url}/stats`));
      expect(stats.cache).toMatchObject({ misses: 1, reasons_of_providers: { tools_changed: 1 } });
      expect(stats.cost.net_saved_usd).toBeCloseTo(stats.cost.saved_usd - stats.cost.cache_misses_usd);
    },
  ));

it('a miss is not suspicious if the client has rewritten its conversation', () =>
  withProxy(reports([{ write: 5000 }, { write: 5000 }]), async (proxy) => {
    await send(proxy.url, turn([ROWS]));
    const { messages, ...rest } = turn([ROWS]);
    const summary = { role: 'assistant', content: 'All hosts run.' };
    await send(proxy.url, { ...rest, messages: [messages[0], summary, { role: 'user', content: 'Are you sure?' }] });
    expect(proxy.stats()).toMatchObject({ losing: 0, totals: { misses: 1, suspectMisses: 0 } });
  }));

it('in a conversation that loses money nothing new is compressed, and earlier turns are sent again', () =>
  withProxy(
    reports([{ write: 20_000 }, { input: 20_000 }, { input: 20_000 }, { input: 10 }]),
    async (proxy, { requests }) => {
      await send(proxy.url, turn([ROWS]));
      // No JSON: it goes as it came, so that the provider misses its cache because of us.
      await send(proxy.url, `${JSON.stringify(turn([ROWS]))}x`);
      expect(proxy.stats()).toMatchObject({ losing: 1, totals: { suspectMisses: 1 } });
      await send(proxy.url, turn([ROWS, OTHER_ROWS]));
      const [first, , third] = requests.map(({ body }) => (body.at(-1) === 0x78 ? {} : JSON.parse(body.toString())));
      expect(third.messages[2]).toEqual(first.messages[2]);
      expect(third.messages[2].content[0].content).not.toBe(ROWS);
      expect(third.messages.at(-1).content[0].content).toBe(OTHER_ROWS);
      expect(proxy.stats().skipped).toEqual({ unreadable: 1, unprofitable: 1 });
      // Another conversation is compressed as ever.
      const other = turn([ROWS]);
      other['messages'][0].content = 'Another question.';
      await send(proxy.url, other);
      expect(requests.at(-1)!.body.length).toBeLessThan(JSON.stringify(other).length);
    },
  ));

it('projects and models have figures of their own', () =>
  withProxy(reports([{ input: 10 }, { input: 10 }]), async (proxy, { requests }) => {
    const headers = { 'content-type': 'application/json', 'x-headroom-project': 'shop' };
    await post(proxy.url + ANTHROPIC.path, JSON.stringify(turn([ROWS])), headers);
    await send(proxy.url, turn([OTHER_ROWS]));
    const stats = await json(get(`${proxy.url}/stats`));
    expect(stats.by_project.shop.requests).toBe(1);
    expect(stats.by_model[MODEL].requests).toBe(2);
    expect(requests[0]!.headers['x-headroom-project']).toBeUndefined();
    const { requests: recent } = await json(get(`${proxy.url}/requests`));
    expect(recent.map(({ project }: { project?: string }) => project)).toEqual([undefined, 'shop']);
    expect(JSON.stringify(recent)).not.toContain('node-1.local');
  }));
