// Whatever goes wrong, a wrapped client does what the bare client does: one battery for all clients.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { expand, Headroom } from '@headroom/native';
import { createFetch } from '@headroom/native/fetch';
import { describe, expect, it } from 'vitest';
import { bodyOf, handleIn, LOG, model, requestOf, wire } from '../proxy/dialogue.js';
import { ROWS } from '../proxy/samples.js';
import { JSON_TYPE, says, withProvider, type Provider, type Received } from '../proxy/support.js';
import { ROOT } from '../support/process.js';
import type { Json, Turn } from '../support/protocols/index.js';
import { SDKS, type Asking, type Sdk } from './sdks.js';

type Answer = (request: Received, response: ServerResponse) => void;

const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'battery' });
const SSE = { 'content-type': 'text/event-stream' };
const HI = (): Turn => ({ say: 'Hi.' });

/** What came of a call: values, and the error at their end. */
interface Outcome {
  readonly values: string[];
  readonly error?: string;
}

/** Reads all that a call gives. */
async function outcomeOf(
  values: AsyncIterable<unknown>,
  seen: (count: number) => void = () => undefined,
): Promise<Outcome> {
  const read: string[] = [];
  try {
    for await (const value of values) seen(read.push(said(value)));
    return { values: read };
  } catch (error) {
    return { values: read, error: `${(error as Error).name}: ${(error as Error).message}` };
  }
}

/** A value as JSON, without the headers that Google's client gives with it: they have the time. */
function said(value: unknown): string {
  return JSON.stringify(value, (name, own) => (name === 'sdkHttpResponse' ? undefined : own));
}

async function* once(promise: Promise<unknown>): AsyncGenerator<unknown> {
  yield await promise;
}

/** Calls `work` with the bare and the wrapped client, each with a provider of its own. Both give the same. */
async function same<T>(
  sdk: Sdk,
  answer: () => Answer,
  work: (client: any, provider: Provider) => Promise<T>,
  retries = 0,
) {
  const [bare, wrapped] = await Promise.all(
    [false, true].map((isWrapped) =>
      withProvider(answer(), async (provider) => {
        const client = sdk.make({ url: provider.url, retries });
        const result = await work(isWrapped ? sdk.wrap(client, withStore()) : client, provider);
        return { result, bodies: provider.requests.map(({ body }) => body.toString()) };
      }),
    ),
  );
  expect(wrapped!.result).toEqual(bare!.result);
  expect(wrapped!.bodies).toHaveLength(bare!.bodies.length);
  return wrapped!;
}

describe.each(SDKS)('$name', (sdk) => {
  const { protocol, sample, plain, stream } = sdk;
  const first: Asking = { body: requestOf(sample, true) };
  const second: Asking = { body: requestOf(sample, false) };
  const blocks = wire(
    protocol,
    { think: 'Hm.', say: 'Grüße 😀, all is well.', calls: [{ id: 'c', name: 'fetch', input: { a: 1 } }] },
    1,
  ).split(/(?<=\n\n)/);

  describe('a stream that breaks', () => {
    it.each([0, 1, 2, 4, blocks.length])('after %s events', async (count) => {
      const breaking = (): Answer => (_, response) => {
        response.writeHead(200, SSE);
        response.flushHeaders();
        response.write(blocks.slice(0, count).join(''), () => response.destroy());
      };
      const { result } = await same(sdk, breaking, (client) => outcomeOf(stream(client, first)));
      expect(result.error ?? '').not.toMatch(/headroom/i);
    });

    it.each([
      ['in the middle of an event', blocks.slice(0, 3).join('') + blocks[3]!.slice(0, 9)],
      ['with what is no JSON', `${blocks.slice(0, 3).join('')}data: {"no\n\n`],
      [
        'with an error of the provider',
        `${blocks.slice(0, 3).join('')}event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}\n\n`,
      ],
      ['before its first event', ''],
    ])('%s', async (_, text) => {
      await same(
        sdk,
        () => says(text, 200, SSE),
        (client) => outcomeOf(stream(client, first)),
      );
    });

    it('ends like that of the bare client if it is whole', async () => {
      const { result } = await same(
        sdk,
        () => says(blocks.join(''), 200, SSE),
        (client) => outcomeOf(stream(client, first)),
      );
      expect(result.error).toBe(undefined);
      expect(result.values.length).toBeGreaterThan(4);
    });
  });

  describe('a client that retries', () => {
    const refusals: [string, Answer][] = [
      ['a busy provider', says('{"error":{"message":"busy"}}', 503, { ...JSON_TYPE, 'retry-after-ms': '1' })],
      [
        'a limit',
        says('{"error":{"message":"slow down"}}', 429, { ...JSON_TYPE, 'retry-after-ms': '1', 'retry-after': '0' }),
      ],
      ['a broken connection', (_, response) => void response.destroy()],
    ];
    it.each(refusals)('sends the same bytes after %s', async (_, refusal) => {
      const answer = (): Answer => {
        const then = model(protocol, [HI]);
        let n = 0;
        return (request, response) => ((n += 1) === 1 ? refusal : then)(request, response);
      };
      const { bodies } = await same(
        sdk,
        answer,
        (client) => outcomeOf(once(plain(client, { body: sample.request(ROWS) }))),
        2,
      );
      expect(new Set(bodies).size).toBe(1);
      expect(await expand(sample.resultIn(JSON.parse(bodies[0]!)))).toBe(ROWS);
    });

    it.each([400, 401, 404, 500])('gets the error %s of the provider', async (status) => {
      const { result } = await same(
        sdk,
        () => says('{"error":{"message":"no such thing","code":"x"}}', status),
        (client) => outcomeOf(once(plain(client, first))),
      );
      expect(result.error ?? result.values[0]).toContain('no such thing');
    });
  });

  it('sends the same in parallel as in sequence', async () => {
    const asked = Array.from({ length: 12 }, (_, at) => ({
      body: sample.request(`${at % 5}\n${at % 2 ? ROWS : LOG}`),
    }));
    const sentBy = (inParallel: boolean): Promise<string[]> =>
      withProvider(model(protocol, Array(12).fill(HI)), async ({ url, requests }) => {
        const client = sdk.wrap(sdk.make({ url }), withStore());
        if (inParallel) await Promise.all(asked.map((asking) => plain(client, asking)));
        else for (const asking of asked) await plain(client, asking);
        return requests.map(({ body }) => body.toString()).sort();
      });
    expect(await sentBy(true)).toEqual(await sentBy(false));
  });

  it('sends what a failed tool said', async () => {
    const text = 'Error: ENOENT: no such file, open "a.txt"';
    const { bodies } = await same(
      sdk,
      () => model(protocol, [HI]),
      (client) => outcomeOf(once(plain(client, { body: sample.request(text) }))),
    );
    expect(sample.resultIn(JSON.parse(bodies[0]!))).toBe(text);
  });

  describe('a model that does not know the tools', () => {
    it('calls one that does not exist', async () => {
      const turn = (): Turn => ({ say: 'Hm.', calls: [{ id: 'n', name: 'nowhere', input: { a: 1 } }] });
      const { result } = await same(
        sdk,
        () => model(protocol, [turn]),
        (client) => outcomeOf(once(plain(client, first))),
      );
      expect(result.values[0]).toContain('nowhere');
    });

    it.each<[string, object | string]>([
      ['without a handle', {}],
      ['with a handle of nobody', { handle: 'aaaaaaaaaaaaaaaa' }],
      ['with arguments of other types', { handle: 7, lines: [] }],
    ])('calls headroom_retrieve %s, and is told', (_, input) => {
      const turns: (() => Turn)[] = [
        () => ({ calls: [{ id: 'r', name: 'headroom_retrieve', input }] }),
        () => ({ say: 'I see.' }),
      ];
      return withProvider(model(protocol, turns), async ({ url, requests }) => {
        const { values, error } = await outcomeOf(once(plain(sdk.wrap(sdk.make({ url }), withStore()), first)));
        expect([error, values[0]!.includes('I see.'), values[0]!.includes('headroom_retrieve')]).toEqual([
          undefined,
          true,
          false,
        ]);
        expect(protocol.results(protocol.messages(bodyOf(requests[1]!))).at(-1)).toMatch(/handle/i);
      });
    });

    it('calls headroom_retrieve again and again, and the client gets an end', () => {
      const turn = (): Turn => ({ calls: [{ id: 'r', name: 'headroom_retrieve', input: {} }] });
      return withProvider(model(protocol, Array(100).fill(turn)), async ({ url, requests }) => {
        const { error } = await outcomeOf(once(plain(sdk.wrap(sdk.make({ url }), withStore()), first)));
        expect(error).toBe(undefined);
        expect(requests.length).toBeLessThan(20);
      });
    });
  });

  it('sends what the bare client sends if its messages change during a call', async () => {
    const work = async (client: any, { requests }: Provider): Promise<string> => {
      const body = structuredClone(sample.request(ROWS));
      const working = plain(client, { body });
      const list = protocol.messages(body);
      list.pop();
      list.push({ role: 'user', content: 'changed', parts: [{ text: 'changed' }] });
      await working;
      const sent = bodyOf(requests[0]!);
      const results = protocol.results(protocol.messages(sent));
      return JSON.stringify([
        JSON.stringify(sent).includes('changed'),
        await Promise.all(results.map((text) => expand(text))),
      ]);
    };
    await same(sdk, () => model(protocol, [HI]), work);
  });

  describe('a client that is wrapped twice', () => {
    const other = createRequire(import.meta.url)(join(ROOT, 'dist/entries/openai.cjs')).withHeadroom;

    it('compresses once, also by another copy of the package', () =>
      withProvider(model(protocol, [HI]), async ({ url, requests }) => {
        const [inner, outer] = [new Headroom(), new Headroom()];
        const client = sdk.wrap(sdk.wrap(sdk.make({ url }), inner), outer, other);
        await plain(client, { body: sample.request(ROWS) });
        expect([inner.stats().requests, outer.stats().requests]).toEqual([1, 0]);
        expect(await expand(sample.resultIn(bodyOf(requests[0]!)))).toBe(ROWS);
      }));

    it('compresses once if its own fetch compresses behind a function', () =>
      withProvider(model(protocol, [HI]), async ({ url, requests }) => {
        const [inner, outer] = [new Headroom(), new Headroom()];
        const send = createFetch({ headroom: inner });
        const own: typeof fetch = (input, init) => send(input, init);
        await plain(sdk.wrap(sdk.make({ url, fetch: own }), outer), { body: sample.request(ROWS) });
        expect([inner.stats().requests, outer.stats().requests]).toEqual([0, 1]);
        expect(await expand(sample.resultIn(bodyOf(requests[0]!)))).toBe(ROWS);
      }));
  });

  describe('an abort', () => {
    const streams: Answer = (_, response) => void response.writeHead(200, SSE).write(blocks.slice(0, 4).join(''));
    const silent: Answer = () => undefined;

    it('before the call', async () => {
      const signal = AbortSignal.abort();
      const { result, bodies } = await same(
        sdk,
        () => silent,
        (client) => outcomeOf(stream(client, { ...first, signal })),
      );
      expect([result.values, bodies]).toEqual([[], []]);
      expect(result.error).toBeDefined();
    });

    it('while the request is compressed', async () => {
      const outcome = await withProvider(silent, ({ url }) => {
        const stop = new AbortController();
        const client = sdk.wrap(sdk.make({ url }), withStore());
        const working = outcomeOf(stream(client, { body: sample.request(LOG), signal: stop.signal }));
        stop.abort();
        return working;
      });
      expect(outcome.values).toEqual([]);
      expect(outcome.error).toMatch(/abort/i);
    });

    it('before the provider answers', async () => {
      const { result } = await same(
        sdk,
        () => silent,
        async (client, provider) => {
          const stop = new AbortController();
          const working = outcomeOf(stream(client, { ...first, signal: stop.signal }));
          await until(() => provider.requests.length > 0);
          stop.abort();
          await provider.left;
          return working;
        },
      );
      expect(result.error).toBeDefined();
    });

    it('within the stream', async () => {
      const { result } = await same(
        sdk,
        () => streams,
        async (client, { left }) => {
          const stop = new AbortController();
          const outcome = await outcomeOf(stream(client, { ...first, signal: stop.signal }), () => stop.abort());
          await left;
          return { ended: true, error: outcome.error };
        },
      );
      expect(result.ended).toBe(true);
    });

    it.skipIf(sdk.readsOn)('by a reader that stops', async () => {
      await same(
        sdk,
        () => streams,
        async (client, { left }) => {
          for await (const _ of stream(client, first)) break;
          await left;
        },
      );
    });

    it('while elided text is retrieved', () => {
      const retrieves = (body: Json): Turn => {
        const input = { handle: handleIn(sample.resultIn(body)), lines: '1234' };
        return { calls: [{ id: 'r1', name: 'headroom_retrieve', input }] };
      };
      const answer = model(protocol, [HI, retrieves]);
      let n = 0;
      return withProvider(
        (request, response) => ((n += 1) <= 2 ? answer(request, response) : undefined),
        async ({ url, requests, left }) => {
          const stop = new AbortController();
          const client = sdk.wrap(sdk.make({ url }), withStore());
          await plain(client, first);
          const working = outcomeOf(once(plain(client, { ...second, signal: stop.signal })));
          await until(() => requests.length === 3);
          stop.abort();
          await left;
          expect((await working).error).toMatch(/abort/i);
        },
      );
    });

    it('after the end', () =>
      withProvider(model(protocol, [HI, HI]), async ({ url }) => {
        const stop = new AbortController();
        const client = sdk.wrap(sdk.make({ url }), withStore());
        const outcome = await outcomeOf(stream(client, { ...first, signal: stop.signal }));
        stop.abort();
        expect(outcome.error).toBe(undefined);
        expect((await outcomeOf(once(plain(client, first)))).error).toBe(undefined);
      }));
  });
});

/** Waits for what the provider sees, turn by turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}
