// `createFetch`: requests to every provider, plain and streamed, with retrieval, and every possible failure.
import { gzipSync } from 'node:zlib';
import { expand, Headroom } from '@headroom/native';
import { createFetch } from '@headroom/native/fetch';
import { GoogleGenAI } from '@google/genai';
import { GoogleGenAI as GoogleGenAI1 } from 'genai-1';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  bodyOf,
  CASES,
  eventsIn,
  handleIn,
  listIn,
  LOG,
  model,
  pathOf,
  requestOf,
  saidAndRefused,
  wire,
} from '../proxy/dialogue.js';
import { ANTHROPIC, GEMINI, RESPONSES, ROWS } from '../proxy/samples.js';
import { JSON_TYPE, says, withProvider } from '../proxy/support.js';
import type { Json, Turn } from '../support/protocols/index.js';

const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'integrations' });
const post = (body: string, more: RequestInit = {}): RequestInit => ({
  method: 'POST',
  headers: JSON_TYPE,
  body,
  ...more,
});
const OK = says('{"ok":true}');

describe.each(CASES)('%s', (_, protocol, sample) => {
  const first = JSON.stringify(requestOf(sample, true));
  const streamed = sample.route === 'generate_content' ? {} : { stream: true };
  const retrieves = (body: Json): Turn => ({
    say: 'Let me look. ',
    calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle: handleIn(sample.resultIn(body)), lines: '1234' } }],
  });
  const turns = [() => ({ say: 'Hi.' }), retrieves, () => ({ say: 'It is job 1233.' })];

  it('compresses without loss if there is no store', () =>
    withProvider(OK, async ({ url, requests }) => {
      const response = await createFetch()(url + sample.path, post(JSON.stringify(sample.request(ROWS))));
      expect(await response.json()).toEqual({ ok: true });
      const sent = sample.resultIn(bodyOf(requests[0]!));
      expect(sent.length).toBeLessThan(ROWS.length / 2);
      expect(await expand(sent)).toBe(ROWS);
      expect(requests[0]!.headers['content-length']).toBe(String(requests[0]!.body.length));
    }));

  it.each([false, true])('answers calls of headroom_retrieve itself (streamed: %s)', (isStream) =>
    withProvider(model(protocol, turns), async ({ url, requests }) => {
      const send = createFetch({ headroom: withStore() });
      await (await send(url + sample.path, post(first))).text();
      const second = JSON.stringify(requestOf(sample, false, isStream ? streamed : {}));
      const text = await (await send(url + pathOf(sample, isStream), post(second))).text();
      const heard = protocol.heard(isStream ? protocol.assembled(eventsIn(text)) : JSON.parse(text));
      expect(heard).toMatchObject({ text: isStream ? 'Let me look. It is job 1233.' : 'It is job 1233.', calls: [] });
      // Usage is the sum of both rounds: the model counts 100 n for its nth answer.
      expect(heard.usage.input).toBe(500);
      expect(requests).toHaveLength(3);
      expect(sample.resultIn(bodyOf(requests[1]!)).length).toBeLessThan(LOG.length / 10);
      expect(protocol.results(protocol.messages(bodyOf(requests[2]!))).at(-1)).toContain('has done job 1233');
    }),
  );

  it('passes on a stream without such a call byte for byte', () => {
    const stream = wire(protocol, { think: 'Hm.', say: 'Grüße 😀', calls: [{ id: 'c', name: 'fetch', input: {} }] }, 3);
    return withProvider(says(stream, 200, { 'content-type': 'text/event-stream' }), async ({ url, requests }) => {
      const send = createFetch({ headroom: withStore() });
      const body = JSON.stringify(requestOf(sample, true, streamed));
      const response = await send(url + pathOf(sample, true), post(body));
      expect(protocol.tools(bodyOf(requests[0]!))).toContain('headroom_retrieve');
      expect(await response.text()).toBe(stream);
    });
  });

  it("replaces the client's answer to a call that stands beside those of other tools", () => {
    const beside = (body: Json): Turn => {
      const { calls = [], ...turn } = retrieves(body);
      return { ...turn, calls: [...calls, { id: 'f1', name: 'fetch', input: { url: 'y' } }] };
    };
    return withProvider(
      model(protocol, [() => ({ say: 'Hi.' }), beside, () => ({ say: 'I see.' })]),
      async ({ url, requests }) => {
        const send = createFetch({ headroom: withStore() });
        await (await send(url + sample.path, post(first))).text();
        const second = requestOf(sample, false);
        const response = (await (await send(url + sample.path, post(JSON.stringify(second)))).json()) as Json;
        expect(protocol.heard(response).calls).toEqual(['headroom_retrieve', 'fetch']);
        const list = listIn(second);
        const third = { ...second, [list]: [...second[list], ...saidAndRefused(sample, response)] };
        await send(url + sample.path, post(JSON.stringify(third)));
        const [own, other] = protocol.results(protocol.messages(bodyOf(requests[2]!))).slice(-2);
        expect(own).toContain('has done job 1233');
        expect(other).toContain('no such tool');
      },
    );
  });

  it('continues a conversation that another fetch of the same instance began', () =>
    withProvider(model(protocol, [() => ({ say: 'Hi.' }), () => ({ say: 'I see.' })]), async ({ url, requests }) => {
      const headroom = withStore();
      for (const body of [first, JSON.stringify(requestOf(sample, false))])
        await createFetch({ headroom })(url + sample.path, post(body));
      for (const request of requests) expect(protocol.tools(bodyOf(request))).toEqual(['fetch', 'headroom_retrieve']);
      expect(sample.resultIn(bodyOf(requests[1]!)).length).toBeLessThan(LOG.length / 10);
    }));

  it.each([false, true])('passes the refusal of a later round to the client (streamed: %s)', (isStream) => {
    const answer = model(protocol, turns);
    const refuse = says('{"error":{"message":"slow down"}}', 429, { ...JSON_TYPE, 'retry-after': '7' });
    let n = 0;
    return withProvider(
      (request, response) => ((n += 1) === 3 ? refuse : answer)(request, response),
      async ({ url }) => {
        const send = createFetch({ headroom: withStore() });
        await (await send(url + sample.path, post(first))).text();
        const body = JSON.stringify(requestOf(sample, false, isStream ? streamed : {}));
        const response = await send(url + pathOf(sample, isStream), post(body));
        const text = await response.text();
        expect(response.status).toBe(isStream ? 200 : 429);
        if (isStream)
          expect(eventsIn(text).at(-1)).toHaveProperty('error.message', 'headroom: the provider answered with 429');
        else expect([response.headers.get('retry-after'), text]).toEqual(['7', '{"error":{"message":"slow down"}}']);
      },
    );
  });
});

describe('a request without a conversation', () => {
  const big = JSON.stringify(ANTHROPIC.request(ROWS));
  const cases: [string, string, RequestInit][] = [
    ['another path', '/v1/files', post(big)],
    ['another method', '/v1/messages', post(big, { method: 'PUT' })],
    ['no JSON', '/v1/messages', post(`${big}}`)],
    ['a form', '/v1/messages', { method: 'POST', body: new URLSearchParams({ a: 'b' }) }],
    ['a signed body', '/v1/messages', post(big, { headers: { ...JSON_TYPE, authorization: 'AWS4-HMAC-SHA256 x' } })],
    ...[{ type: 'create' }, { type: 'continue', previous_message_id: 'msg_1' }].map(
      (thread): [string, string, RequestInit] => [
        `a message thread: ${thread.type}`,
        '/v1/messages',
        post(JSON.stringify({ ...ANTHROPIC.request(ROWS), thread })),
      ],
    ),
    [
      'the end of a conversation that the provider keeps',
      '/v1/responses',
      post(JSON.stringify({ ...RESPONSES.request(ROWS), previous_response_id: 'r' })),
    ],
    ['a broken encoding', '/v1/messages', post(big, { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } })],
  ];
  it.each(cases)('is sent unchanged: %s', (_, path, init) =>
    withProvider(OK, async ({ url, requests }) => {
      let given: unknown[] = [];
      const send = createFetch({ fetch: (...args) => fetch(...((given = args) as Parameters<typeof fetch>)) });
      expect((await send(url + path, init)).status).toBe(200);
      expect(given[1]).toBe(init);
      expect(requests[0]!.body.toString()).toBe(String(init.body));
    }),
  );

  it('fails as usual for an invalid address', async () => {
    const failed = await fetch('nowhere').catch((error: unknown) => error);
    await expect(createFetch()('nowhere')).rejects.toThrow((failed as Error).message);
  });
});

it('accepts every form of a request', () =>
  withProvider(OK, async ({ url, requests }) => {
    const send = createFetch();
    const body = JSON.stringify(ANTHROPIC.request(ROWS));
    const address = `${url}/v1/messages?beta=true`;
    const headers = { ...JSON_TYPE, 'x-own': 'kept' };
    await send(new URL(address), { method: 'post', headers: Object.entries(headers) as [string, string][], body });
    await send(new Request(address, { method: 'POST', headers, body }));
    await send(address, { method: 'POST', headers, body: Buffer.from(body) });
    const packed = { ...headers, 'content-encoding': 'gzip' };
    await send(address, { method: 'POST', headers: packed, body: new Uint8Array(gzipSync(body)) });
    const bodies = requests.map((request) => request.body.toString());
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]!.length).toBeLessThan(body.length / 2);
    for (const { headers, url: path } of requests)
      expect([headers['x-own'], headers['content-encoding'], path]).toEqual([
        'kept',
        undefined,
        '/v1/messages?beta=true',
      ]);
  }));

describe('on every failure', () => {
  it('a closed instance sends the original', () =>
    withProvider(OK, async ({ url, requests }) => {
      const headroom = new Headroom();
      headroom.close();
      const body = JSON.stringify(ANTHROPIC.request(ROWS));
      expect((await createFetch({ headroom })(`${url}/v1/messages`, post(body))).status).toBe(200);
      expect(requests[0]!.body.toString()).toBe(body);
    }));

  it('an instance that audits or simulates sends the original', () =>
    withProvider(OK, async ({ url, requests }) => {
      const body = JSON.stringify(ANTHROPIC.request(ROWS));
      for (const mode of ['audit', 'simulate'] as const) {
        const headroom = new Headroom({ mode, store: ':memory:' });
        expect(headroom.mode).toBe(mode);
        await createFetch({ headroom })(`${url}/v1/messages`, post(body));
      }
      expect(requests.map((request) => request.body.toString())).toEqual([body, body]);
    }));

  it('an aborted signal ends the request before it is sent', () =>
    withProvider(OK, async ({ url, requests }) => {
      const signal = AbortSignal.abort(new Error('enough'));
      const body = JSON.stringify(ANTHROPIC.request(ROWS));
      await expect(createFetch()(`${url}/v1/messages`, post(body, { signal }))).rejects.toThrow('enough');
      expect(requests).toEqual([]);
    }));

  it.each(['abort', 'cancel'] as const)('a client that stops reading disconnects from the provider (%s)', (how) =>
    withProvider(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\n');
      },
      async ({ url, left, requests }) => {
        const controller = new AbortController();
        const body = JSON.stringify(requestOf(ANTHROPIC, true, { stream: true }));
        const send = createFetch({ headroom: withStore() });
        const response = await send(`${url}/v1/messages`, post(body, { signal: controller.signal }));
        expect(requests[0]!.body.toString()).toContain('headroom_retrieve');
        const reader = response.body!.getReader();
        expect(Buffer.from((await reader.read()).value!).toString()).toContain('message_start');
        if (how === 'cancel') await reader.cancel();
        else {
          const rest = reader.read();
          controller.abort();
          await expect(rest).rejects.toThrow('aborted');
        }
        await left;
      },
    ),
  );

  it('a broken stream breaks for the client, after everything that arrived', () =>
    withProvider(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('event: message_start\ndata: {"type":"message_start","message":{"content":[]}}\n\n', () =>
          response.destroy(),
        );
      },
      async ({ url }) => {
        const body = JSON.stringify(requestOf(ANTHROPIC, true, { stream: true }));
        const response = await createFetch({ headroom: withStore() })(`${url}/v1/messages`, post(body));
        const reader = response.body!.getReader();
        expect(Buffer.from((await reader.read()).value!).toString()).toContain('message_start');
        await expect(reader.read()).rejects.toThrow();
      },
    ));
});

it('elides nothing if the instance is exact only', () =>
  withProvider(OK, async ({ url, requests }) => {
    const send = createFetch({ headroom: new Headroom({ store: ':memory:', exactOnly: true }) });
    for (const isFirst of [true, false])
      await send(`${url}/v1/messages`, post(JSON.stringify(requestOf(ANTHROPIC, isFirst))));
    expect(await expand(ANTHROPIC.resultIn(bodyOf(requests[1]!)))).toBe(LOG);
  }));

describe('as the fetch of the platform', () => {
  afterEach(() => vi.unstubAllGlobals());

  // SDKs without an option for `fetch` call the global one.
  it.each([
    ['@google/genai 2', GoogleGenAI],
    ['@google/genai 1', GoogleGenAI1 as unknown as typeof GoogleGenAI],
  ])('serves %s', (_, Client) => {
    const [, protocol] = CASES[3]!;
    return withProvider(model(protocol, [() => ({ say: 'Node 3 is.' })]), async ({ url, requests }) => {
      vi.stubGlobal('fetch', createFetch());
      const client = new Client({ apiKey: 'k', httpOptions: { baseUrl: url } });
      const contents = GEMINI.request(ROWS)['contents'];
      const stream = await client.models.generateContentStream({ model: 'gemini-2.5-pro', contents });
      let said = '';
      for await (const { text } of stream) said += text ?? '';
      expect(said).toBe('Node 3 is.');
      expect(await expand(GEMINI.resultIn(bodyOf(requests[0]!)))).toBe(ROWS);
    });
  });
});

it('returns a fetch that compresses already', () => {
  const own = createFetch();
  expect(createFetch({ fetch: own })).toBe(own);
});
