// Budgets, the rate limit, responses that are given again, and the log: all of them off unless they are asked for.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ANTHROPIC, CHAT, GEMINI, ROWS, SAMPLES } from './samples.js';
import { get, json, JSON_TYPE, post, says, withProxy } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'headroom-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A million new tokens each time: some dollars. */
const DEAR = says(
  JSON.stringify({
    usage: { input_tokens: 1e6, output_tokens: 0, prompt_tokens: 1e6, completion_tokens: 0 },
    usageMetadata: { promptTokenCount: 1e6, candidatesTokenCount: 0 },
  }),
);
const body = (sample = ANTHROPIC): string => JSON.stringify(sample.request('short'));

describe('a budget', () => {
  it.each([
    [ANTHROPIC, 402, { type: 'error', error: { type: 'billing_error' } }],
    [CHAT, 429, { error: { type: 'insufficient_quota', code: 'insufficient_quota' } }],
    [GEMINI, 429, { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }],
  ] as const)('that is spent refuses requests as their provider would ($name)', (sample, status, error) =>
    withProxy(
      DEAR,
      async (proxy, { requests }) => {
        expect((await post(proxy.url + sample.path, body(sample))).status).toBe(200);
        const refused = await post(proxy.url + sample.path, body(sample));
        expect(refused.status).toBe(status);
        expect(JSON.parse(refused.body.toString())).toMatchObject(error);
        expect(refused.headers['x-should-retry']).toBe('false');
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
        expect(requests).toHaveLength(1);
        // What costs nothing goes on.
        expect((await get(`${proxy.url}/v1/models`)).status).toBe(200);
        const stats = await json(get(`${proxy.url}/stats`));
        expect(stats.requests.over_budget).toBe(1);
        expect(stats.budgets).toMatchObject([
          { per: 'day', usd: 1000, is_spent: false },
          { per: 'hour', usd: 0.01, is_spent: true },
        ]);
      },
      {
        budgets: [
          { usd: 1000, per: 'day' },
          { usd: 0.01, per: 'hour' },
        ],
      },
    ),
  );

  it('with `warn` lets requests pass and says so in a header', () =>
    withProxy(
      DEAR,
      async (proxy) => {
        expect((await post(proxy.url + ANTHROPIC.path, body())).headers['x-headroom-budget']).toBeUndefined();
        const reply = await post(proxy.url + ANTHROPIC.path, body());
        expect(reply.status).toBe(200);
        expect(reply.headers['x-headroom-budget']).toBe('$0.01 per month is spent');
      },
      { budgets: [{ usd: 0.01, per: 'month' }], onBudget: 'warn' },
    ));

  it('counts costs of earlier processes', async () => {
    const options = { budgets: [{ usd: 0.01, per: 'day' as const }], savings: join(folder, 'savings.jsonl') };
    await withProxy(DEAR, (proxy) => post(proxy.url + ANTHROPIC.path, body()), options);
    await withProxy(
      DEAR,
      async (proxy) => expect((await post(proxy.url + ANTHROPIC.path, body())).status).toBe(402),
      options,
    );
  });

  it('that is spent becomes an error of the SDKs, which do not retry', () =>
    withProxy(
      DEAR,
      async (proxy, { requests }) => {
        const anthropic = new Anthropic({ baseURL: proxy.url, apiKey: 'sk-ant-x' });
        const openai = new OpenAI({ baseURL: `${proxy.url}/v1`, apiKey: 'sk-x' });
        await expect(anthropic.messages.create(ANTHROPIC.request('a') as never)).rejects.toThrow(/budget of \$0/);
        await expect(openai.chat.completions.create(CHAT.request('a') as never)).rejects.toThrow(/budget of \$0/);
        expect(requests).toHaveLength(0);
        expect(proxy.stats().overBudget).toBe(2);
      },
      { budgets: [{ usd: 0, per: 'day' }] },
    ));

  it.each([NaN, -1, Infinity])('of %d dollars is refused', async (usd) => {
    const start = withProxy(DEAR, async () => undefined, { budgets: [{ usd, per: 'day' }] });
    await expect(start).rejects.toThrow('option `budgets`: a number from 0 on');
  });
});

it('a refused request is in the log, and has no figures', async () => {
  const logFile = join(folder, 'refused.jsonl');
  const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await withProxy(
    DEAR,
    async (proxy) => {
      for (let at = 0; at < 2; at += 1) await post(proxy.url + ANTHROPIC.path, body());
      await post(proxy.url + ANTHROPIC.path, body(), { ...JSON_TYPE, 'x-api-key': 'other' });
    },
    { logFile, logLevel: 'info', rateLimit: 1, budgets: [{ usd: 0.01, per: 'day' }] },
  );
  const printed = print.mock.calls.map(([line]) => String(line));
  print.mockRestore();
  const lines = readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([
    { id: 1, status: 200 },
    { id: 2, route: 'messages', upstream: 'anthropic', status: 429, refused: 'limited' },
    { id: 3, route: 'messages', upstream: 'anthropic', status: 402, refused: 'overBudget' },
  ]);
  expect(printed.slice(1).map((line) => line.slice(25))).toEqual([
    'messages - 429 refused: limited\n',
    'messages - 402 refused: overBudget\n',
  ]);
});

it('a client above the rate limit gets 429 with `retry-after`, and others are not affected', () =>
  withProxy(
    DEAR,
    async (proxy) => {
      const ask = (key: string) => post(proxy.url + ANTHROPIC.path, body(), { ...JSON_TYPE, 'x-api-key': key });
      const statuses: number[] = [];
      for (let at = 0; at < 5; at += 1) statuses.push((await ask('a')).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      const refused = await ask('a');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(refused.body.toString())).toMatchObject({ error: { type: 'rate_limit_error' } });
      expect((await ask('b')).status).toBe(200);
      expect(proxy.stats().limited).toBe(3);
    },
    { rateLimit: 3 },
  ));

describe('the response cache', () => {
  const COUNTING = () => {
    let n = 0;
    return (_request: unknown, response: any): void => {
      n += 1;
      response.writeHead(200, { ...JSON_TYPE, 'set-cookie': 'a=b', 'request-id': `r${n}` });
      response.end(JSON.stringify({ n, usage: { input_tokens: 10, output_tokens: 1 } }));
    };
  };
  const said = (reply: { body: Buffer }): number => JSON.parse(reply.body.toString()).n;
  const options = { responseCache: 60 };

  it('is off by default', () =>
    withProxy(COUNTING(), async (proxy) => {
      for (const n of [1, 2]) expect(said(await post(proxy.url + ANTHROPIC.path, body()))).toBe(n);
    }));

  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
    'returns the same response to the same request: %s',
    (_, sample) =>
      withProxy(
        COUNTING(),
        async (proxy) => {
          const first = await post(proxy.url + sample.path, JSON.stringify(sample.request(ROWS)));
          const second = await post(proxy.url + sample.path, JSON.stringify(sample.request(ROWS)));
          expect(second.body.equals(first.body)).toBe(true);
          expect(second.headers).toMatchObject({ 'x-headroom-cache': 'hit', 'request-id': 'r1' });
          expect(second.headers['set-cookie']).toBeUndefined();
          const stats = await json(get(`${proxy.url}/stats`));
          expect(stats.requests).toMatchObject({ cached: 1 });
          expect(stats.tokens.requests).toBe(2);
          expect(stats.response_cache).toMatchObject({ entries: 1, total_hits: 1 });
          // What was not asked of the provider is not charged.
          expect(stats.cost.requests).toBe(1);
        },
        options,
      ),
  );

  it.each([
    ['another key', {}, { 'x-api-key': 'other' }],
    ['another version', {}, { 'anthropic-version': '2' }],
    ['another beta', {}, { 'anthropic-beta': 'x' }],
    ['another system text', { system: 'Be quick.' }, {}],
    ['other tools', { tools: [] }, {}],
    ['another temperature', { temperature: 0.1 }, {}],
    ['a stream', { stream: true }, {}],
  ])('knows %s from the first', (_, more, headers) =>
    withProxy(
      COUNTING(),
      async (proxy) => {
        const request = ANTHROPIC.request(ROWS);
        await post(proxy.url + ANTHROPIC.path, JSON.stringify(request));
        const other = { ...JSON_TYPE, ...headers } as Record<string, string>;
        expect(said(await post(proxy.url + ANTHROPIC.path, JSON.stringify({ ...request, ...more }), other))).toBe(2);
        expect(said(await post(`${proxy.url}${ANTHROPIC.path}?beta=true`, JSON.stringify(request)))).toBe(3);
      },
      options,
    ),
  );

  it.each([429, 500, 204])('does not keep a response with status %i', (status) =>
    withProxy(
      says('{"usage":{}}', status),
      async (proxy, { requests }) => {
        for (let at = 0; at < 2; at += 1) await post(proxy.url + ANTHROPIC.path, body());
        expect(requests).toHaveLength(2);
      },
      options,
    ),
  );

  it('does not keep a response that broke off', () =>
    withProxy(
      (_request, response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
        response.write('{"a":', () => response.destroy());
      },
      async (proxy, { requests }) => {
        for (let at = 0; at < 2; at += 1) expect((await post(proxy.url + ANTHROPIC.path, body())).isWhole).toBe(false);
        expect(requests).toHaveLength(2);
      },
      options,
    ));
});

it('the log file has a line for each request, without contents', async () => {
  const logFile = join(folder, 'requests.jsonl');
  await withProxy(
    DEAR,
    async (proxy) => {
      const headers = { ...JSON_TYPE, 'x-api-key': 'sk-ant-very-secret', 'x-headroom-project': 'shop' };
      await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)), headers);
      await post(proxy.url + CHAT.path, body(CHAT));
    },
    { logFile },
  );
  const text = readFileSync(logFile, 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { route: 'messages', upstream: 'anthropic', model: 'claude-sonnet-5', status: 200, project: 'shop', input: 1e6 },
    { route: 'chat_completions', upstream: 'openai' },
  ]);
  for (const secret of ['secret', 'node-1', 'careful', 'trouble', 'inventory']) expect(text).not.toContain(secret);
  expect(statSync(logFile).mode & 0o777).toBe(0o600);
});

it.each([
  ['info', /^\S+Z messages claude-sonnet-5 200 \d+ -> \d+ tokens [\d.]+ ms\n$/],
  ['debug', /^\{"id":1,.*"route":"messages".*\}\n$/],
] as const)('the log level %s prints a line for each request, without contents', async (logLevel, line) => {
  const printed: string[] = [];
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    await withProxy(says('{}'), (proxy) => post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS))), {
      logLevel,
    });
  } finally {
    write.mockRestore();
  }
  expect(printed.join('')).toMatch(line);
});

it('a log file that cannot be written is an error at the start', async () => {
  const start = withProxy(DEAR, async () => undefined, { logFile: folder });
  await expect(start).rejects.toThrow(`cannot write the log file ${folder} (EISDIR)`);
});
