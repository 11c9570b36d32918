// Elided text on Bedrock can be fetched, with and without streaming.
import { describe, expect, it } from 'vitest';
import type { ProxyServer } from '../../dist/src/proxy/index.js';
import { eventMessage, EventStreamReader, headersIn, unwrapped } from '../../src/wire/event-stream.js';
import { PROTOCOLS, type Json, type Protocol, type Turn } from '../support/protocols/index.js';
import { bodyOf, handleIn, LOG } from './dialogue.js';
import { JSON_TYPE, post, startAt, withProvider, type Provider, type Received } from './support.js';

const MODEL = 'anthropic.claude-sonnet-5';
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', region: 'us-east-1' };
const ASK = 'Which job?';

const CONVERSE: Json = {
  messages: [
    { role: 'user', content: [{ text: ASK }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'fetch', input: {} } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text: LOG }] } }] },
  ],
  toolConfig: { tools: [{ toolSpec: { name: 'fetch', inputSchema: { json: { type: 'object' } } } }] },
};
const INVOKE: Json = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  tools: [{ name: 'fetch', input_schema: { type: 'object' } }],
  messages: [
    { role: 'user', content: ASK },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: LOG }] },
  ],
};

const protocolOf = (provider: string): Protocol => PROTOCOLS.find((own) => own.provider === provider)!;
const CASES: readonly [action: string, provider: string, request: Json][] = [
  ['converse', 'bedrock', CONVERSE],
  ['invoke', 'anthropic', INVOKE],
  ['converse-stream', 'bedrock', CONVERSE],
  ['invoke-with-response-stream', 'anthropic', INVOKE],
];
const STREAM_TYPE = { 'content-type': 'application/vnd.amazon.eventstream' };

/** The model's turns: a greeting, a call of `headroom_retrieve`, and an answer. */
const turn = (received: Received, at: number): Turn => {
  if (at !== 2) return { say: at === 1 ? 'Hi.' : 'It is job 1233.' };
  const input = { handle: handleIn(JSON.stringify(bodyOf(received)['messages'])), lines: '1234' };
  return { say: 'Let me look. ', calls: [{ id: 'r1', name: 'headroom_retrieve', input }] };
};

/** An event as Bedrock writes it. */
function frame(action: string, event: Json): Buffer {
  const headers = { ':content-type': 'application/json', ':message-type': 'event' };
  if (action === 'converse-stream') {
    const [[type, value]] = Object.entries(event) as [[string, Json]];
    return eventMessage({ ':event-type': type, ...headers }, JSON.stringify(value));
  }
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  return eventMessage({ ':event-type': 'chunk', ...headers }, JSON.stringify({ bytes, p: 'abc' }));
}

/** The events in a body. Its checksums have to be right. */
function eventsIn(action: string, body: Buffer): Json[] {
  const messages = [...new EventStreamReader().push(body)];
  expect(Buffer.concat(messages.map(({ raw }) => raw)).equals(body)).toBe(true);
  return messages.map(({ raw, payload }) => {
    const headers = headersIn(raw)!;
    const value = JSON.parse(unwrapped(payload!));
    return action === 'converse-stream' ? { [headers.get(':event-type')!]: value } : value;
  });
}

/** A model on Bedrock behind the proxy. */
function model(
  action: string,
  provider: string,
  work: (proxy: ProxyServer, provider: Provider) => Promise<void>,
  fails?: number,
): Promise<void> {
  const protocol = protocolOf(provider);
  let count = 0;
  return withProvider(
    (received, response) => {
      count += 1;
      if (count === fails) return void response.writeHead(529, JSON_TYPE).end('{"message":"overloaded"}');
      const own = turn(received, count);
      if (!action.includes('stream'))
        return void response.writeHead(200, JSON_TYPE).end(JSON.stringify(protocol.response(own, count)));
      const stream = Buffer.concat(protocol.events(own, count).map((event) => frame(action, event)));
      response.writeHead(200, STREAM_TYPE);
      for (let at = 0; at < stream.length; at += 11) response.write(stream.subarray(at, at + 11));
      return void response.end();
    },
    async (own) => {
      const upstreams = { bedrock: own.url };
      const proxy = await startAt(own.url, { aws: CREDENTIALS, upstreams, store: ':memory:' });
      try {
        await work(proxy, own);
      } finally {
        await proxy.close();
      }
    },
  );
}

describe.each(CASES)('%s', (action, provider, request) => {
  const isStream = action.includes('stream');
  const path = `/model/${MODEL}/${action}`;
  const first = JSON.stringify({ ...request, messages: request['messages'].slice(0, 1) });

  it('a call is answered, and the client does not see it', () =>
    model(action, provider, async (proxy, { requests }) => {
      await post(proxy.url + path, first);
      const reply = await post(proxy.url + path, JSON.stringify(request));
      expect(reply).toMatchObject({ status: 200, isWhole: true });
      const protocol = protocolOf(provider);
      const response = isStream ? protocol.assembled(eventsIn(action, reply.body)) : JSON.parse(reply.body.toString());
      const said = isStream ? 'Let me look. It is job 1233.' : 'It is job 1233.';
      expect(protocol.heard(response)).toMatchObject({ text: said, calls: [] });
      expect(requests).toHaveLength(3);
      const bodies = requests.map(bodyOf) as [Json, Json, Json];
      for (const body of bodies) expect(JSON.stringify(body)).toContain('"headroom_retrieve"');
      expect(JSON.stringify(bodies[1]).length).toBeLessThan(LOG.length / 10);
      expect(JSON.stringify(bodies[2]['messages'].at(-1))).toContain('has done job 1233');
      for (const { headers } of requests) expect(headers.authorization).toContain('Credential=AKIDEXAMPLE/');
      await proxy.close();
      // All rounds are paid for.
      expect(proxy.stats().totals).toMatchObject({ retrievals: 1, output: 60 });
    }));

  it.runIf(isStream)('a stream without such a call passes byte for byte', () =>
    model(action, provider, async (proxy) => {
      const protocol = protocolOf(provider);
      const { body } = await post(proxy.url + path, first);
      const sent = Buffer.concat(protocol.events({ say: 'Hi.' }, 1).map((event) => frame(action, event)));
      expect(body.equals(sent)).toBe(true);
    }),
  );

  it.runIf(isStream)('an error after a call is an exception in the stream', () =>
    model(
      action,
      provider,
      async (proxy) => {
        await post(proxy.url + path, first);
        const { body } = await post(proxy.url + path, JSON.stringify(request));
        const last = [...new EventStreamReader().push(body)].at(-1)!;
        expect(headersIn(last.raw)!.get(':message-type')).toBe('exception');
        expect(JSON.parse(last.payload!).message).toContain('529');
      },
      3,
    ),
  );
});

describe('a message of an event stream', () => {
  // From the tests of AWS' SDK for Python.
  const EMPTY = Buffer.from('000000100000000005c248eb7d98c8ff', 'hex');
  const PAYLOAD = Buffer.from('0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936', 'hex');

  it('has the checksums of the specification', () => {
    expect(eventMessage({}, '').equals(EMPTY)).toBe(true);
    expect(eventMessage({}, "{'foo':'bar'}").equals(PAYLOAD)).toBe(true);
  });

  it('that is damaged anywhere is not read', () => {
    const whole = eventMessage({ ':event-type': 'chunk', ':message-type': 'event' }, '{"bytes":""}');
    expect(headersIn(whole)).toBeDefined();
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0x10;
      const [first] = new EventStreamReader().push(damaged);
      expect(first?.payload === undefined || headersIn(first.raw) === undefined).toBe(true);
    }
  });
});
