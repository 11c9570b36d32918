// What is elided can be fetched: the model has the tool from the first request on, and the client sees nothing of its calls.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ServerResponse } from 'node:http';
import { PROTOCOLS, type Json, type Protocol, type Turn } from '../support/protocols/index.js';
import { SAMPLES, type Sample } from './samples.js';
import { JSON_TYPE, post, says, startAt, withProvider, withProxy, type Received } from './support.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-proxy-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const LOG = Array.from(
  { length: 3000 },
  (_, line) => `2026-01-01T00:00:${String(line % 60).padStart(2, '0')} INFO worker ${line % 7} has done job ${line}`,
).join('\n');
const TOOLS: Json = {
  messages: [{ name: 'fetch', description: 'd', input_schema: { type: 'object' } }],
  chat_completions: [{ type: 'function', function: { name: 'fetch', parameters: { type: 'object' } } }],
  responses: [{ type: 'function', name: 'fetch', parameters: { type: 'object' }, strict: false }],
  generate_content: [{ functionDeclarations: [{ name: 'fetch' }] }],
};

const CASES: [string, Protocol, Sample][] = PROTOCOLS.map((protocol, at) => [protocol.name, protocol, SAMPLES[at]!]);
const store = ':memory:';

/** A request of a conversation: its first, or the one with the tool's result. */
function requestOf({ request, route }: Sample, isFirst: boolean, more: object = {}): Json {
  const all = request(LOG);
  const list = listIn(all);
  const messages = isFirst
    ? all[list].filter((_: unknown, at: number) => at <= (all[list][0].role === 'system' ? 1 : 0))
    : all[list];
  return { ...all, ...(route === 'responses' && { store: false }), tools: TOOLS[route], [list]: messages, ...more };
}

const listIn = (body: Json): string => ['messages', 'input', 'contents'].find((name) => name in body)!;
const pathOf = ({ path, route }: Sample, isStream: boolean): string =>
  route === 'generate_content' && isStream ? path.replace(':generateContent', ':streamGenerateContent?alt=sse') : path;
const bodyOf = ({ body }: Received): Json => JSON.parse(body.toString());

/** The handle in the note for what was elided. */
const handleIn = (text: string): string => /headroom_retrieve (\w{16})/.exec(text)![1]!;

/** A model that says these things one after another. What it calls may depend on what it read. */
function model(protocol: Protocol, turns: readonly ((body: Json) => Turn)[]) {
  let n = 0;
  return ({ url, body }: Received, response: ServerResponse): void => {
    const read: Json = JSON.parse(body.toString());
    const turn = turns[n]!(read);
    n += 1;
    if (!url.includes('stream') && read['stream'] !== true) {
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(protocol.response(turn, n)));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(wire(protocol, turn, n));
  };
}

function wire(protocol: Protocol, turn: Turn, n: number): string {
  const events = protocol.events(turn, n);
  const blocks = events.map(
    (event) => `${event['type'] ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  );
  return `: begin\n\n${blocks.join('')}${protocol.end ? `data: ${protocol.end}\n\n` : ''}`;
}

function eventsIn(stream: string): Json[] {
  return stream
    .split('\n\n')
    .map((block) => /^data: (\{.*)$/m.exec(block)?.[1])
    .filter((data) => data !== undefined)
    .map((data) => JSON.parse(data));
}

const END = (): Turn => ({ say: 'I see.' });
const BESIDE = ({ calls = [] }: Turn): Turn => ({
  calls: [...calls, { id: 'f1', name: 'fetch', input: { url: 'y' } }],
});

/** What a client adds that knows none of these tools: the response, and a refusal for each call. */
function saidAndRefused({ route }: Sample, response: Json): Json[] {
  const no = 'no such tool';
  if (route === 'messages') {
    const calls = response['content'].filter(({ type }: Json) => type === 'tool_use');
    const results = calls.map(({ id }: Json) => ({
      type: 'tool_result',
      tool_use_id: id,
      is_error: true,
      content: no,
    }));
    return [
      { role: 'assistant', content: response['content'] },
      { role: 'user', content: results },
    ];
  }
  if (route === 'chat_completions') {
    const { message } = response['choices'][0];
    return [message, ...message.tool_calls.map(({ id }: Json) => ({ role: 'tool', tool_call_id: id, content: no }))];
  }
  if (route === 'responses') {
    const calls = response['output'].filter(({ type }: Json) => type === 'function_call');
    return [
      ...response['output'],
      ...calls.map(({ call_id }: Json) => ({ type: 'function_call_output', call_id, output: no })),
    ];
  }
  const { content } = response['candidates'][0];
  const parts = content.parts
    .filter((part: Json) => part['functionCall'])
    .map(({ functionCall: { id, name } }: Json) => ({ functionResponse: { id, name, response: { error: no } } }));
  return [content, { role: 'user', parts }];
}

describe.each(CASES)('%s', (_, protocol, sample) => {
  const first = JSON.stringify(requestOf(sample, true));
  const retrieves = (body: Json): Turn => ({
    say: 'Let me look. ',
    calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle: handleIn(sample.resultIn(body)), lines: '1234' } }],
  });
  const turns = [() => ({ say: 'Hi.' }), retrieves, () => ({ say: 'It is job 1233.' })];

  it.each([true, false])('a call is answered, and the client does not see it (streamed: %s)', async (isStream) => {
    await withProxy(
      model(protocol, turns),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, first);
        const second = JSON.stringify(
          requestOf(sample, false, isStream && sample.route !== 'generate_content' ? { stream: true } : {}),
        );
        const reply = await post(proxy.url + pathOf(sample, isStream), second);
        expect(reply).toMatchObject({ status: 200, isWhole: true });
        const text = reply.body.toString();
        const heard = protocol.heard(isStream ? protocol.assembled(eventsIn(text)) : JSON.parse(text));
        expect(heard).toMatchObject({ text: isStream ? 'Let me look. It is job 1233.' : 'It is job 1233.', calls: [] });
        expect(text).not.toContain('headroom_retrieve');

        const [begin, asked, again] = requests.map(bodyOf) as [Json, Json, Json];
        for (const body of [begin, asked, again]) expect(protocol.tools(body)).toEqual(['fetch', 'headroom_retrieve']);
        expect(sample.resultIn(asked).length).toBeLessThan(LOG.length / 10);
        expect(protocol.results(protocol.messages(again)).at(-1)).toContain('has done job 1233');
        // Up to the end of its messages the second round is what the first one was.
        const [one, two] = [requests[1]!.body.toString(), requests[2]!.body.toString()];
        const list = JSON.stringify(asked[listIn(asked)]).slice(0, -1);
        expect(two.startsWith(one.slice(0, one.indexOf(list) + list.length))).toBe(true);
        await proxy.close();
        // All rounds are paid for.
        expect(proxy.stats().totals.output).toBeGreaterThanOrEqual(60);
      },
      { store },
    );
  });

  it('a call beside those of other tools is answered in the next requests, whatever the client said', async () => {
    await withProxy(
      model(protocol, [
        () => ({ say: 'Hi.' }),
        (body) => ({ ...retrieves(body), ...BESIDE(retrieves(body)) }),
        END,
        END,
      ]),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, first);
        const second = requestOf(sample, false);
        const { body } = await post(proxy.url + sample.path, JSON.stringify(second));
        const response = JSON.parse(body.toString());
        expect(protocol.heard(response).calls).toEqual(['headroom_retrieve', 'fetch']);
        const list = listIn(second);
        const third = { ...second, [list]: [...second[list], ...saidAndRefused(sample, response)] };
        for (let turn = 0; turn < 2; turn += 1) await post(proxy.url + sample.path, JSON.stringify(third));
        const [, , asked, again] = requests.map(bodyOf) as [Json, Json, Json, Json];
        const [own, other] = protocol.results(protocol.messages(asked)).slice(-2);
        expect(own).toContain('has done job 1233');
        expect(other).toContain('no such tool');
        expect(JSON.stringify(asked)).not.toContain('is_error":true,"content":"line');
        expect(again).toEqual(asked);
      },
      { store },
    );
  });

  it('a stream without such a call passes to the byte', async () => {
    const turn = { think: 'Hm.', say: 'Grüße 😀', calls: [{ id: 'c', name: 'fetch', input: { url: 'x' } }] };
    const stream = wire(protocol, turn, 3);
    await withProxy(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const byte of Buffer.from(stream)) response.write(Uint8Array.of(byte));
        response.end();
      },
      async (proxy, { requests }) => {
        const reply = await post(
          proxy.url + pathOf(sample, true),
          JSON.stringify(requestOf(sample, true, { stream: true })),
        );
        expect(protocol.tools(bodyOf(requests[0]!))).toContain('headroom_retrieve');
        expect(reply.body.toString()).toBe(stream);
      },
      { store },
    );
  });

  it('a stream that is broken off is broken off for the client', async () => {
    const stream = Buffer.from(wire(protocol, { say: 'A long text that does not come to its end.' }, 1));
    await withProxy(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(stream.subarray(0, stream.length / 2), () => response.destroy());
      },
      async (proxy) => {
        const reply = await post(
          proxy.url + pathOf(sample, true),
          JSON.stringify(requestOf(sample, true, { stream: true })),
        );
        expect(reply).toMatchObject({ status: 200, isWhole: false });
        await proxy.close();
        expect(proxy.stats().brokenOff).toBe(1);
      },
      { store },
    );
  });

  it('an error in place of an answer comes back as it is', async () => {
    await withProxy(
      says('{"error":{"message":"overloaded"}}', 529, { ...JSON_TYPE, 'retry-after': '7' }),
      async (proxy) => {
        const reply = await post(proxy.url + sample.path, first);
        expect(reply).toMatchObject({ status: 529, headers: { 'retry-after': '7' } });
        expect(reply.body.toString()).toBe('{"error":{"message":"overloaded"}}');
      },
      { store },
    );
  });

  it('an error after a call is said where the status was sent already', async () => {
    const answer = model(protocol, turns);
    let n = 0;
    await withProxy(
      (request, response) => {
        n += 1;
        if (n < 3) answer(request, response);
        else response.writeHead(529, JSON_TYPE).end('{"error":{"message":"overloaded"}}');
      },
      async (proxy) => {
        await post(proxy.url + sample.path, first);
        const second = JSON.stringify(requestOf(sample, false, { stream: true }));
        const reply = await post(proxy.url + pathOf(sample, true), second);
        expect(reply.status).toBe(200);
        expect(eventsIn(reply.body.toString()).at(-1)).toMatchObject({
          error: { message: expect.stringContaining('529') },
        });
      },
      { store },
    );
  });

  it('a conversation that began without the tool never gets it, and nothing is elided in it', async () => {
    await withProxy(
      model(protocol, turns),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, false)));
        expect(protocol.tools(bodyOf(requests[0]!))).toEqual(['fetch']);
        expect(sample.resultIn(bodyOf(requests[0]!))).not.toContain('headroom_retrieve');
      },
      { store },
    );
  });

  it('a request without tools, or with the tool of its own, stays without ours', async () => {
    await withProxy(
      says('{}'),
      async (proxy, { requests }) => {
        const own = JSON.parse(JSON.stringify(TOOLS[sample.route]).replace('fetch', 'headroom_retrieve'));
        for (const tools of [undefined, [], own]) {
          const body = JSON.stringify(requestOf(sample, true, { tools }));
          await post(proxy.url + sample.path, body);
          expect(requests.at(-1)!.body.toString()).toBe(body);
        }
      },
      { store },
    );
  });
});

describe('a conversation', () => {
  const [, , sample] = CASES[0]!;

  it('has its tool after a restart, and its prefix stays the same', () =>
    withProvider(says('{}'), async ({ url, requests }) => {
      for (const isFirst of [true, false, false]) {
        const proxy = await startAt(url, { store: FOLDER });
        // Marks for the cache move from turn to turn.
        const body = requestOf(sample, isFirst);
        if (!isFirst)
          body['messages'][0].content = [
            { type: 'text', text: body['messages'][0].content, cache_control: { type: 'ephemeral' } },
          ];
        await post(proxy.url + sample.path, JSON.stringify(body));
        await proxy.close();
      }
      const [begin, two, three] = requests.map(bodyOf) as [Json, Json, Json];
      expect(two['tools']).toEqual(begin['tools']);
      expect(three).toEqual(two);
      expect(sample.resultIn(two)).toContain('headroom_retrieve');
      for (const name of readdirSync(FOLDER)) expect(statSync(join(FOLDER, name)).mode & 0o077).toBe(0);
      expect(readFileSync(join(FOLDER, 'proxy-conversations'), 'utf8')).toMatch(/^[0-9a-f]{32}\n$/);
    }));

  it('that was sent compressed is waited for: the original would empty the cache of its provider', () =>
    withProvider(says('{}'), async ({ url, requests }) => {
      const store = join(FOLDER, 'waited');
      for (const [isFirst, compressMs] of [
        [true, 60_000],
        [false, 60_000],
        [false, 0],
      ] as const) {
        const proxy = await startAt(url, { store, limits: { compressMs, msPer10kB: 0 } });
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, isFirst, { metadata: { user_id: 'u' } })));
        await proxy.close();
        expect(proxy.stats().skipped).toEqual({});
      }
      expect(requests[2]!.body.equals(requests[1]!.body)).toBe(true);
    }));

  it('that its provider keeps does not get the tool, because later requests have only its end', async () => {
    const [, , responses] = CASES[2]!;
    await withProxy(
      says('{}'),
      async (proxy, { requests }) => {
        const body = JSON.stringify(requestOf(responses, true, { store: undefined }));
        await post(proxy.url + responses.path, body);
        expect(requests[0]!.body.toString()).toBe(body);
      },
      { store },
    );
  });

  it('counts its tokens as they are sent', async () => {
    await withProxy(
      says('{"input_tokens":1}'),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, true)));
        const body = JSON.stringify(requestOf(sample, false));
        for (const path of ['/v1/messages/count_tokens', sample.path, '/v1/messages/count_tokens'])
          await post(proxy.url + path, body);
        const [, counted, sent, again] = requests.map((each) => each.body.toString());
        expect([counted, again]).toEqual([sent, sent]);
      },
      { store },
    );
  });
});
