// What the proxy answers itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expand, Store, StorageError } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { OWN_ROUTES } from '../../dist/src/proxy/index.js';
import { ROOT } from '../support/process.js';
import { ANTHROPIC, CHAT, ROWS } from './samples.js';
import { get, json, post, says, withProxy } from './support.js';

const ANSWER = JSON.stringify({ usage: { input_tokens: 1000, output_tokens: 10, cache_read_input_tokens: 200 } });
const OK = says(ANSWER);

describe('health', () => {
  it('has the field names that other tools expect', () =>
    withProxy(OK, async (proxy) => {
      const common = { service: 'headroom-proxy', version: expect.stringMatching(/^\d+\.\d+\.\d+/), uptime_seconds: 0 };
      expect(await json(get(`${proxy.url}/livez`))).toMatchObject({ ...common, status: 'alive', alive: true });
      expect(await json(get(`${proxy.url}/readyz`))).toMatchObject({ ...common, status: 'ready', ready: true });
      expect(await json(get(`${proxy.url}/health`))).toMatchObject({
        ...common,
        status: 'healthy',
        optimize: true,
        stats: { total_requests: 0, tokens_saved: 0, savings_percent: 0 },
      });
    }));

  it('answers HEAD, and refuses other methods', () =>
    withProxy(OK, async (proxy) => {
      expect(await post(`${proxy.url}/livez`, '', {}, 'HEAD')).toMatchObject({ status: 200, body: Buffer.alloc(0) });
      expect(await post(`${proxy.url}/stats`, '', {}, 'DELETE')).toMatchObject({
        status: 405,
        headers: { allow: 'GET' },
      });
      expect(await get(`${proxy.url}/v1/compress`)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    }));
});

it('says at the bare address what it is and where to look, and nothing that is secret', () =>
  withProxy(
    OK,
    async (proxy, { requests }) => {
      const start = await json(get(`${proxy.url}/`));
      expect(Object.keys(start)).toEqual(['service', 'about', 'dashboard', 'stats', 'health']);
      const headers = { 'x-headroom-token': 'a-token-of-good-length' };
      for (const path of [start.dashboard, start.stats, start.health])
        expect((await get(proxy.url + path, headers)).status).toBe(200);
      expect((await get(`${proxy.url}/`, { origin: 'https://evil.example' })).status).toBe(403);
      expect((await post(`${proxy.url}/`, '')).status).toBe(405);
      expect(requests).toEqual([]);
    },
    { token: 'a-token-of-good-length' },
  ));

it('the error for an agent whose hooks do not ask the proxy names it, and says what to do', () =>
  withProxy(OK, async (proxy) => {
    const { status, body } = await post(`${proxy.url}/v1/hooks/codex`, '{}');
    expect(status).toBe(404);
    for (const part of ["'codex'", '/v1/hooks/claude', 'headroom hook install'])
      expect(body.toString()).toContain(part);
  }));

describe('statistics', () => {
  it('add up tokens, usage and savings', () =>
    withProxy(OK, async (proxy) => {
      await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
      await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request('short')));
      await get(`${proxy.url}/v1/models`);
      const stats = await json(get(`${proxy.url}/stats`));
      expect(stats).toMatchObject({
        mode: 'optimize',
        requests: { total: 3, passed_through: 1, by_status: { 200: 2 } },
        compression: { requests: 1, skipped: {} },
        tokens: { requests: 2, input: 2000, cache_read: 400, output: 20 },
        cost: { requests: 2, without_price: 0, without_usage: 0 },
      });
      const { before, after, saved, savings_percent } = stats.tokens;
      expect([saved, savings_percent]).toEqual([before - after, (100 * (before - after)) / before]);
      expect(stats.cost.uncompressed_usd - stats.cost.total_usd).toBeCloseTo(stats.cost.saved_usd);
      expect(stats.cost.saved_usd).toBeGreaterThan(0);
      expect(stats.by_model['claude-sonnet-5']).toEqual(stats.by_route.messages);
    }));

  it.each([401, 429, 500])('say that nothing was saved if the provider answers with %i', (status) =>
    withProxy(says('{}', status), async (proxy) => {
      for (let at = 0; at < 2; at++) await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
      const { tokens, requests } = await json(get(`${proxy.url}/stats`));
      expect(requests).toMatchObject({ failed: 2 });
      expect(tokens).toMatchObject({ after: tokens.before, saved: 0, could_save: 0 });
      expect(tokens.before).toBeGreaterThan(0);
      expect((await json(get(`${proxy.url}/stats-history?by=tool`))).series.daily).toEqual([]);
    }),
  );

  it('/metrics has the same figures, and each line is valid', () =>
    withProxy(OK, async (proxy) => {
      const odd = 'a "model"\\ of\nnobody';
      await post(proxy.url + ANTHROPIC.path, JSON.stringify({ ...ANTHROPIC.request(ROWS), model: odd }));
      const { headers, body } = await get(`${proxy.url}/metrics`);
      expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      const lines = body.toString().trimEnd().split('\n');
      const readable =
        /^(# (HELP|TYPE) headroom_\w+ .+|headroom_\w+(\{\w+="([^"\\\n]|\\[\\n"])*"(,\w+="([^"\\\n]|\\[\\n"])*")*\})? [-\d.e+]+)$/;
      expect(lines.filter((line) => !readable.test(line))).toEqual([]);
      const { tokens } = await json(get(`${proxy.url}/stats`));
      expect(lines).toContain(`headroom_tokens_saved_total ${tokens.saved}`);
      expect(lines).toContain('headroom_requests_by_model_total{model="a \\"model\\"\\\\ of\\nnobody"} 1');
    }));

  it('the Grafana dashboard in docs uses only existing metrics', () =>
    withProxy(OK, async (proxy) => {
      await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
      const metrics = (await get(`${proxy.url}/metrics`)).body.toString();
      const known = new Set(Array.from(metrics.matchAll(/^(?:# TYPE )?(headroom_\w+)/gm), ([, name]) => name));
      const { panels, templating } = JSON.parse(readFileSync(join(ROOT, 'docs/grafana/headroom.json'), 'utf8'));
      const asked = panels.flatMap((panel: any) =>
        panel.targets.flatMap(({ expr }: any) => expr.match(/headroom_\w+/g)),
      );
      expect(asked.length).toBeGreaterThan(10);
      expect(asked.filter((name: string) => !known.has(name))).toEqual([]);
      expect(new Set(panels.map(({ id }: any) => id)).size).toBe(panels.length);
      expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
      // Each dollar of the template means its one variable.
      expect(JSON.stringify(panels).replaceAll(`\${datasource}`, '')).not.toContain('$');
    }));

  it('list a bounded number of models', () =>
    withProxy(OK, async (proxy) => {
      for (let at = 0; at < 210; at += 1) await post(proxy.url + CHAT.path, `{"model":"m${at}","messages":[]}`);
      const { byModel } = proxy.stats();
      expect(Object.keys(byModel).length).toBeLessThan(205);
      expect(byModel['(others)']!.requests).toBeGreaterThan(5);
    }));
});

describe('POST /v1/compress', () => {
  const { messages, model } = CHAT.request(ROWS);
  const ask = (url: string, body: object, headers = {}) =>
    json(post(`${url}/v1/compress`, JSON.stringify(body), headers));

  it('returns the compressed messages with the field names that gateways expect', () =>
    withProxy(OK, async (proxy) => {
      const answer = await ask(proxy.url, { messages, model, config: { mode: 'ccr' } });
      expect(Object.keys(answer).sort()).toEqual([
        'ccr_hashes',
        'compression_ratio',
        'messages',
        'tokens_after',
        'tokens_before',
        'tokens_saved',
        'transforms_applied',
      ]);
      expect(answer.messages).toHaveLength(messages.length);
      expect(answer.messages.slice(0, 3)).toEqual(messages.slice(0, 3));
      expect(await expand(answer.messages.at(-1).content)).toBe(ROWS);
      expect(answer.tokens_saved).toBe(answer.tokens_before - answer.tokens_after);
      expect(answer.compression_ratio).toBe(answer.tokens_after / answer.tokens_before);
      expect(answer.transforms_applied.length).toBeGreaterThan(0);
      expect(answer.ccr_hashes).toEqual([]);
      const { by_route } = await json(get(`${proxy.url}/stats`));
      expect(by_route.compress).toMatchObject({ requests: 1, saved: answer.tokens_saved });
    }));

  it('returns the same bytes for the same messages', () =>
    withProxy(OK, async (proxy) => {
      const first = await ask(proxy.url, { messages, model });
      const more = [...messages, { role: 'assistant', content: 'Node 3.' }, { role: 'user', content: 'Why?' }];
      const second = await ask(proxy.url, { messages: more, model });
      expect(second.messages.slice(0, messages.length)).toEqual(first.messages);
    }));

  it('leaves frozen messages unchanged, and all messages with the bypass header', () =>
    withProxy(OK, async (proxy) => {
      const frozen = await ask(proxy.url, { messages, model, config: { frozen_message_count: 4 } });
      expect(frozen).toMatchObject({ messages, tokens_saved: 0 });
      const bypassed = await ask(proxy.url, { messages, model }, { 'x-headroom-bypass': 'true' });
      expect(bypassed).toMatchObject({ messages, tokens_before: 0, tokens_after: 0 });
    }));

  it.each([
    ['no JSON', 400],
    ['[]', 400],
    ['{}', 400],
    ['{"messages":"text"}', 400],
    ['{"messages":[],"config":{"mode":"else"}}', 400],
    ['{"messages":[],"config":{"frozen_message_count":-1}}', 400],
    ['{"messages":[],"config":{"elide":"yes"}}', 400],
    ['{"messages":[1,null,[]]}', 200],
    [`{"messages":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400],
  ])('answers %s with %i', (body, status) =>
    withProxy(OK, async (proxy) => {
      const reply = await post(`${proxy.url}/v1/compress`, body);
      expect(reply.status).toBe(status);
      if (status === 400)
        expect(JSON.parse(reply.body.toString()).error).toMatchObject({ type: 'invalid_request_error' });
    }),
  );
});

describe('/v1/retrieve', () => {
  it('returns an original, or the part that matches a query, by GET and POST', async () => {
    const store = await Store.open({ memory: true });
    await withProxy(
      OK,
      async (proxy) => {
        const [hash] = await store.scope('proxy').put([ROWS]);
        const [elsewhere] = await store.scope('another').put([`${ROWS} `]);
        const byPath = await json(get(`${proxy.url}/v1/retrieve/${hash}`));
        expect(byPath).toMatchObject({ hash, original_content: ROWS, retrieval_count: 1, tool_name: null });
        expect(byPath.original_tokens).toBeGreaterThan(1000);
        expect(
          await json(post(`${proxy.url}/v1/retrieve`, JSON.stringify({ hash: hash!.toUpperCase() }))),
        ).toMatchObject({
          original_content: ROWS,
        });
        const lines = await json(post(`${proxy.url}/v1/retrieve`, JSON.stringify({ hash, lines: '2-3', query: '' })));
        expect(lines.original_content).toBe(`${ROWS.split('\n').slice(1, 3).join('\n')}\n`);
        const part = await json(get(`${proxy.url}/v1/retrieve/${hash}?query=4007`));
        expect(part.original_content).toContain('4007');
        expect(part.original_content.length).toBeLessThan(ROWS.length);
        for (const other of [elsewhere, 'zzzzzzzzzzzzzzzz', '..%2f', 'x'.repeat(5000)])
          expect(await json(get(`${proxy.url}/v1/retrieve/${other}`))).toEqual({ detail: expect.any(String) });
        expect((await post(`${proxy.url}/v1/retrieve`, '{}')).status).toBe(400);
        expect(await json(get(`${proxy.url}/v1/retrieve/stats`))).toMatchObject({
          store: true,
          originals: 2,
          entry_count: 2,
          retrieval_count: 4,
        });
        const call = { type: 'tool_use', id: 't1', name: 'headroom_retrieve', input: { handle: hash } };
        const ask = (body: object) => post(`${proxy.url}/v1/retrieve/tool_call`, JSON.stringify(body));
        expect(await json(ask({ tool_call: call, provider: 'anthropic' }))).toMatchObject({
          success: true,
          tool_result: { type: 'tool_result', tool_use_id: 't1' },
        });
        for (const wrong of [{}, { tool_call: { ...call, name: 'other' } }])
          expect((await ask(wrong)).status).toBe(400);
      },
      // Its declarations are those of the sources, and the proxy's those of `dist`.
      { store: store as never },
    );
  });

  it.each([
    ['store/busy', 500],
    ['store/io', 500],
    ['store/corrupt', 500],
    ['retrieve/expired', 404],
    ['store/damaged', 404],
  ])('answers an error of the store, %s, with %i', async (code, status) => {
    const app = {
      originals: { ask: () => Promise.reject(new StorageError(code as 'store/io', 'the text of the error')) },
    };
    const answered: number[] = [];
    const response = { writeHead: (own: number) => answered.push(own), end: () => undefined };
    const { run } = OWN_ROUTES.find(({ path }) => path === '/v1/retrieve/')!;
    await run(app as never, { url: '/v1/retrieve/q9w1dfwf077ymga1' } as never, response as never);
    expect(answered).toEqual([status]);
  });

  it('answers 404 without a store', () =>
    withProxy(OK, async (proxy) => {
      expect(await get(`${proxy.url}/v1/retrieve/q9w1dfwf077ymga1`)).toMatchObject({ status: 404 });
      expect(await json(get(`${proxy.url}/v1/retrieve/stats`))).toEqual({ store: false });
    }));
});
