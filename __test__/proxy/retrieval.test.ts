// What is elided can be fetched: the proxy answers the model's calls, and the client sees nothing of them.
import { describe, expect, it } from 'vitest';
import type { Json, Turn } from '../support/protocols/index.js';
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
  TOOLS,
  wire,
} from './dialogue.js';
import { JSON_TYPE, post, says, withProxy } from './support.js';

const store = ':memory:';
const END = (): Turn => ({ say: 'I see.' });
const BESIDE = ({ calls = [] }: Turn): Turn => ({
  calls: [...calls, { id: 'f1', name: 'fetch', input: { url: 'y' } }],
});

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
        expect(proxy.stats().totals.retrievals).toBe(1);
        // All rounds are paid for.
        expect(proxy.stats().totals.output).toBeGreaterThanOrEqual(60);
      },
      { store },
    );
  });

  it('a call beside calls of other tools is answered in the next requests instead of by the client', async () => {
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

  it('a stream without such a call passes byte for byte', async () => {
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

  it('a stream that breaks off breaks off for the client', async () => {
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

  it('an error instead of an answer is passed on unchanged', async () => {
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

  it('an error after a call becomes an event, because the status was sent already', async () => {
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

  it('a request without tools, or with a tool of the same name, does not get ours', async () => {
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
