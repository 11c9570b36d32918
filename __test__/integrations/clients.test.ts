// The providers' own SDKs with one line added: two major versions of each, plain, streamed, with tools, with
// retrieval, and aborted.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import Anthropic0 from 'anthropic-0';
import { Headroom } from '@headroom/native';
import { withHeadroom as withAnthropic } from '@headroom/native/anthropic';
import { createFetch } from '@headroom/native/fetch';
import { withHeadroom, type HeadroomClient } from '@headroom/native/openai';
import OpenAI, { AzureOpenAI } from 'openai';
import OpenAI5, { AzureOpenAI as AzureOpenAI5 } from 'openai-5';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { bodyOf, CASES, handleIn, LOG, model, requestOf } from '../proxy/dialogue.js';
import { ANTHROPIC, CHAT, RESPONSES, ROWS, type Sample } from '../proxy/samples.js';
import { says, withProvider } from '../proxy/support.js';
import { ROOT } from '../support/process.js';
import type { Json, Protocol, Turn } from '../support/protocols/index.js';

const [anthropicApi, chatApi, responsesApi] = CASES.map(([, protocol]) => protocol) as [Protocol, Protocol, Protocol];
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'clients' });
const key = 'sk-ant-none';

/** A conversation of two requests. In the second one the model retrieves elided text, and then calls a tool. */
const turns = (sample: Sample): ((body: Json) => Turn)[] => [
  () => ({ say: 'Hi.' }),
  (body) => ({
    say: 'Let me look. ',
    calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle: handleIn(sample.resultIn(body)), lines: '1234' } }],
  }),
  () => ({ say: 'It is job 1233.', calls: [{ id: 'f1', name: 'fetch', input: { url: 'x' } }] }),
];
/** A call that retrieves a line of the result at this place. */
const retrievalOf =
  (at: number) =>
  (body: Json): Turn => {
    const handle = handleIn(anthropicApi.results(anthropicApi.messages(body))[at]!);
    return { calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle, lines: '1234' } }] };
  };
const told = (response: object, protocol: Protocol) => {
  const { text, calls, usage } = protocol.heard(response as Json);
  return { text, calls, input: usage.input };
};
const PLAIN = { text: 'It is job 1233.', calls: ['fetch'], input: 500 };
const STREAMED = { ...PLAIN, text: 'Let me look. It is job 1233.' };

describe.each([
  ['openai 6', (baseURL: string) => new OpenAI({ apiKey: key, baseURL, maxRetries: 0 })],
  ['openai 5', (baseURL: string) => new OpenAI5({ apiKey: key, baseURL, maxRetries: 0 }) as unknown as OpenAI],
])('%s', (_, make) => {
  const chat = (isFirst: boolean) => requestOf(CHAT, isFirst) as OpenAI.ChatCompletionCreateParamsNonStreaming;
  const response = (isFirst: boolean) =>
    requestOf(RESPONSES, isFirst) as OpenAI.Responses.ResponseCreateParamsNonStreaming;
  const using = <T>(protocol: Protocol, sample: Sample, work: (client: HeadroomClient<OpenAI>) => Promise<T>) =>
    withProvider(model(protocol, turns(sample)), ({ url }) =>
      work(withHeadroom(make(`${url}/v1`), { headroom: withStore() })),
    );

  it('creates chat completions', () =>
    using(chatApi, CHAT, async (client) => {
      await client.chat.completions.create(chat(true));
      expect(told(await client.chat.completions.create(chat(false)), chatApi)).toEqual(PLAIN);
      expect(client.headroom.stats().tokensSaved).toBeGreaterThan(1000);
    }));

  it('streams chat completions', () =>
    using(chatApi, CHAT, async (client) => {
      await client.chat.completions.create(chat(true));
      const stream = client.chat.completions.stream({ ...chat(false), stream: true });
      expect(told(await stream.finalChatCompletion(), chatApi)).toEqual(STREAMED);
    }));

  it('creates and streams responses', async () => {
    await using(responsesApi, RESPONSES, async (client) => {
      await client.responses.create(response(true));
      expect(told(await client.responses.create(response(false)), responsesApi)).toEqual(PLAIN);
    });
    await using(responsesApi, RESPONSES, async (client) => {
      await client.responses.create(response(true));
      const stream = client.responses.stream({ ...response(false), stream: true });
      expect(told(await stream.finalResponse(), responsesApi)).toEqual(STREAMED);
    });
  });

  it('gives the raw response, with its headers', () =>
    using(chatApi, CHAT, async (client) => {
      const { data, response: raw } = await client.chat.completions.create(chat(true)).withResponse();
      expect([data.choices[0]!.message.content, raw.status, raw.headers.get('content-type')]).toEqual([
        'Hi.',
        200,
        'application/json',
      ]);
    }));

  it('aborts a stream', () =>
    withProvider(
      stalls('data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"a"}}]}\n\n'),
      async (provider) => {
        const client = withHeadroom(make(`${provider.url}/v1`), { headroom: withStore() });
        for await (const _ of await client.chat.completions.create({ ...chat(true), stream: true })) break;
        await provider.left;
      },
    ));

  it('passes on errors of the provider', () =>
    withProvider(says('{"error":{"message":"no such model","code":"x"}}', 404), async ({ url }) => {
      const client = withHeadroom(make(`${url}/v1`), { headroom: withStore() });
      await expect(client.chat.completions.create(chat(true))).rejects.toMatchObject({
        status: 404,
        message: '404 no such model',
      });
    }));
});

describe.each([
  ['@anthropic-ai/sdk 1', (baseURL: string) => new Anthropic({ apiKey: key, baseURL, maxRetries: 0 })],
  [
    '@anthropic-ai/sdk 0',
    (baseURL: string) => new Anthropic0({ apiKey: key, baseURL, maxRetries: 0 }) as unknown as Anthropic,
  ],
])('%s', (_, make) => {
  const request = (isFirst: boolean) => requestOf(ANTHROPIC, isFirst) as Anthropic.MessageCreateParamsNonStreaming;
  const using = <T>(work: (client: HeadroomClient<Anthropic>) => Promise<T>) =>
    withProvider(model(anthropicApi, turns(ANTHROPIC)), ({ url }) =>
      work(withAnthropic(make(url), { headroom: withStore() })),
    );

  it('creates messages', () =>
    using(async (client) => {
      await client.messages.create(request(true));
      expect(told(await client.messages.create(request(false)), anthropicApi)).toEqual(PLAIN);
      expect(client.headroom.stats().tokensSaved).toBeGreaterThan(1000);
    }));

  it('streams messages', () =>
    using(async (client) => {
      await client.messages.create(request(true));
      const stream = client.messages.stream(request(false));
      expect(told(await stream.finalMessage(), anthropicApi)).toEqual(STREAMED);
    }));

  it('aborts a stream', () =>
    withProvider(
      stalls('event: message_start\ndata: {"type":"message_start","message":{"role":"assistant","content":[]}}\n\n'),
      async ({ url, left }) => {
        const client = withAnthropic(make(url), { headroom: withStore() });
        const stream = client.messages.stream(request(true));
        stream.on('streamEvent', () => stream.abort());
        await expect(stream.finalMessage()).rejects.toThrow('aborted');
        await left;
      },
    ));
});

describe.each([
  ['6', AzureOpenAI],
  ['5', AzureOpenAI5 as unknown as typeof AzureOpenAI],
])('AzureOpenAI of version %s', (_, Client) => {
  const settings: [string, object][] = [
    ['a key', { apiKey: key }],
    ['a deployment', { apiKey: key, deployment: 'own' }],
    ['tokens', { azureADTokenProvider: async () => 'token' }],
  ];

  it.each(settings)('keeps its options: %s', (_name, more) =>
    withProvider(model(chatApi, [() => ({ say: 'Hi.' }), () => ({ say: 'Hi.' })]), async ({ url, requests }) => {
      const bare = new Client({ endpoint: url, apiVersion: '2025-01-01', maxRetries: 0, ...more });
      const request = CHAT.request(ROWS) as OpenAI.ChatCompletionCreateParamsNonStreaming;
      for (const client of [bare, withHeadroom(bare)]) await client.chat.completions.create(request);
      const sent = requests.map(({ url: path, headers }) => [path, headers['api-key'], headers.authorization]);
      expect(sent[1]).toEqual(sent[0]);
      expect(requests[1]!.body.length).toBeLessThan(requests[0]!.body.length / 2);
    }),
  );
});

it.each([
  ['6', OpenAI],
  ['5', OpenAI5 as unknown as typeof OpenAI],
])('a key that is a function stays one in version %s', (_, Client) =>
  withProvider(model(chatApi, [() => ({ say: 'Hi.' }), () => ({ say: 'Hi.' })]), async ({ url, requests }) => {
    const keys = ['one', 'two'];
    const client = withHeadroom(new Client({ apiKey: async () => keys.shift()!, baseURL: `${url}/v1` }));
    const request = CHAT.request(ROWS) as OpenAI.ChatCompletionCreateParamsNonStreaming;
    for (let n = 0; n < 2; n += 1) await client.chat.completions.create(request);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  }),
);

it('errors of a tool reach the caller, and the conversation continues', () =>
  withProvider(
    model(chatApi, [() => ({ calls: [{ id: 'f1', name: 'fetch', input: {} }] }), () => ({ say: 'It failed.' })]),
    async ({ url, requests }) => {
      const client = withHeadroom(new OpenAI({ apiKey: key, baseURL: `${url}/v1` }), { headroom: withStore() });
      const failing = (): never => {
        throw new Error('no network');
      };
      const runner = () =>
        client.chat.completions.runTools({
          model: 'gpt-x',
          messages: [{ role: 'user', content: 'Fetch it.' }],
          tools: [
            { type: 'function', function: { function: failing, name: 'fetch', description: 'd', parameters: {} } },
          ],
        });
      await expect(runner().finalContent()).rejects.toThrow('no network');
      expect(requests).toHaveLength(1);
    },
  ));

it.each([false, true])("serves Anthropic's tool runner, and passes on errors of tools (streamed: %s)", (stream) => {
  const calls = [1, 2].map((at) => () => ({ calls: [{ id: `c${at}`, name: 'fetch', input: { at } }] }));
  return withProvider(
    model(anthropicApi, [...calls, retrievalOf(0), () => ({ say: 'It is job 1233.' })]),
    async ({ url, requests }) => {
      const client = withAnthropic(new Anthropic({ apiKey: key, baseURL: url, maxRetries: 0 }), {
        headroom: withStore(),
      });
      const outputs = [() => LOG, () => Promise.reject(new Error('no network'))];
      const runner = client.beta.messages.toolRunner({
        model: 'claude-x',
        max_tokens: 99,
        stream,
        // A request on a message thread has only new messages, so it is sent unchanged.
        thread: false,
        messages: [{ role: 'user', content: 'Fetch it.' }],
        tools: [
          {
            name: 'fetch',
            description: 'd',
            input_schema: { type: 'object', properties: {} },
            parse: (input: unknown) => input,
            run: () => outputs.shift()!(),
          },
        ],
      });
      const { content } = await runner.runUntilDone();
      expect(content).toMatchObject([{ type: 'text', text: 'It is job 1233.' }]);
      const [first, second] = anthropicApi.results(anthropicApi.messages(bodyOf(requests[2]!)));
      expect(first).toContain('left out: headroom_retrieve');
      expect(second).toContain('no network');
      expect(requests).toHaveLength(4);
    },
  );
});

it("the SDK's retries send the same bytes", () => {
  let n = 0;
  return withProvider(
    (request, response) => {
      n += 1;
      if (n === 1) says('{"error":{"message":"busy"}}', 503, { 'retry-after-ms': '1' })(request, response);
      else model(chatApi, [() => ({ say: 'Hi.' })])(request, response);
    },
    async ({ url, requests }) => {
      const client = withHeadroom(new OpenAI({ apiKey: key, baseURL: `${url}/v1` }));
      await client.chat.completions.create(CHAT.request(ROWS) as OpenAI.ChatCompletionCreateParamsNonStreaming);
      expect(requests).toHaveLength(2);
      expect(requests[0]!.body.equals(requests[1]!.body)).toBe(true);
      expect(CHAT.resultIn(bodyOf(requests[0]!)).length).toBeLessThan(ROWS.length / 2);
    },
  );
});

describe('a client that compresses already', () => {
  it('is returned unchanged, and so is a copy of it', () => {
    const client = withHeadroom(new OpenAI({ apiKey: key }));
    expect(withHeadroom(client)).toBe(client);
    const copy = client.withOptions({ timeout: 5 });
    expect(withHeadroom(copy as OpenAI)).toBe(copy);
    expect(withHeadroom(copy as OpenAI).headroom).toBe(client.headroom);
  });

  it('is recognised by another copy of the package', () => {
    const other = createRequire(import.meta.url)(join(ROOT, 'dist/entries/openai.cjs')) as {
      withHeadroom: typeof withHeadroom;
    };
    expect(other.withHeadroom).not.toBe(withHeadroom);
    const client = withHeadroom(new OpenAI({ apiKey: key }));
    expect(other.withHeadroom(client)).toBe(client);
  });

  it('may have our fetch from its options', () => {
    const headroom = withStore();
    const client = new OpenAI({ apiKey: key, fetch: createFetch({ headroom }) });
    expect(withHeadroom(client)).toBe(client);
    expect(withHeadroom(client).headroom).toBe(headroom);
  });
});

it('leaves the given client unchanged', () => {
  const client = new Anthropic({ apiKey: key });
  const wrapped = withAnthropic(client);
  expect(wrapped).not.toBe(client);
  expect(wrapped).toBeInstanceOf(Anthropic);
  expect('headroom' in client).toBe(false);
  expect(JSON.stringify(Object.keys(wrapped))).not.toContain('headroom');
});

it('keeps all types', () => {
  const wrapped = () => withHeadroom(new OpenAI());
  type Wrapped = ReturnType<typeof wrapped>;
  expectTypeOf<Wrapped>().toExtend<OpenAI>();
  expectTypeOf<Wrapped['chat']['completions']['create']>().toEqualTypeOf<OpenAI['chat']['completions']['create']>();
  expectTypeOf<Wrapped['responses']['create']>().toEqualTypeOf<OpenAI['responses']['create']>();
  const message = () =>
    withAnthropic(new Anthropic()).messages.create(ANTHROPIC.request('') as Anthropic.MessageCreateParamsNonStreaming);
  expectTypeOf<Awaited<ReturnType<typeof message>>>().toExtend<Anthropic.Message>();
  // Older versions of both have the same shape.
  expectTypeOf(withHeadroom<OpenAI5>).returns.toExtend<OpenAI5>();
  expectTypeOf(withAnthropic<Anthropic0>).returns.toExtend<Anthropic0>();
});

/** A stream that hangs after an event. */
function stalls(event: string): Parameters<typeof withProvider>[0] {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event);
  };
}
