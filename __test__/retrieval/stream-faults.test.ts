// Streams that fail, and readers that stop early.
import { ConfigurationError } from '@headroom/native';
import { streamWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, withServer, type Json } from '../support/protocols/index.js';
import { all, ending, headroom, open, retrieves, streamed } from '../support/retrieval.js';

describe.each(PROTOCOLS)('a stream of $name', (protocol) => {
  it.each(['break', 'error'] as const)(
    'that fails midway fails for the caller after the events so far: %s',
    async (how) => {
      const turns = [{ say: 'Let me look at it.', calls: [retrieves('a', '7')] }, { say: 'Because of this and that.' }];
      for (const [round, after] of [
        [0, 1],
        [0, protocol.events(turns[0]!, 1).length - 1],
        [1, 2],
      ] as const) {
        const answers = turns.map((turn, at) => (at === round ? { ...turn, fault: { after, how } } : turn));
        await withServer(protocol, answers, async (server) => {
          const events: Json[] = [];
          const reading = (async () => {
            for await (const event of open(protocol, server)) events.push(event);
          })();
          await expect(reading).rejects.toThrow(
            how === 'error' ? 'overloaded' : /terminated|aborted|other side closed/,
          );
          if (how === 'error' && after === 1) expect(events).toEqual(protocol.events(turns[0]!, 1).slice(0, 1));
          expect(server.bodies).toHaveLength(round + 1);
          expect(JSON.stringify(events)).not.toContain('headroom_retrieve');
        });
      }
    },
  );

  it('that ends too early ends for the caller, and no call is answered', async () => {
    const turn = { say: 'Look.', calls: [retrieves('a', '7')] };
    const { length } = protocol.events(turn, 1);
    for (let after = 0; after < length - 1; after++) {
      const got = await streamed(protocol, [{ ...turn, fault: { after, how: 'end' } }]);
      expect(ending(got.outcome)).toEqual(['unread', 1, []]);
      expect(got.events).toHaveLength(after);
      expect(got.bodies).toHaveLength(1);
    }
  });

  it('sends no request before it is read, and fails if the request fails', async () => {
    await withServer(protocol, [{ calls: [retrieves('a', '7')] }, { status: 529 }], async (server) => {
      const stream = open(protocol, server);
      expect(server.bodies).toEqual([]);
      await expect(all(stream)).rejects.toThrow('status 529');
      expect(stream.outcome).toBeUndefined();
    });
  });

  it('is closed when reading stops, in the first round or later', async () => {
    const turns = [{ say: 'Let me look at it.', calls: [retrieves('a', '7')] }, { say: 'Because of this and that.' }];
    for (const round of [0, 1]) {
      const said = (event: Json): boolean => JSON.stringify(event).includes(['Let', 'Beca'][round]!);
      const after = protocol.events(turns[round]!, 1).findIndex(said) + 1;
      const answers = turns.map((turn, at) =>
        at === round ? { ...turn, fault: { after, how: 'hang' as const } } : turn,
      );
      await withServer(protocol, answers, async (server) => {
        for await (const event of open(protocol, server)) if (said(event)) break;
        await server.left;
        expect(server.bodies).toHaveLength(round + 1);
      });
    }
  });

  it('that hangs ends when its signal aborts, whether or not `send` uses the signal', async () => {
    const reason = new Error('enough');
    for (const heeds of [true, false]) {
      await withServer(protocol, [{ say: 'Let me look at it.', fault: { after: 1, how: 'hang' } }], async (server) => {
        const controller = new AbortController();
        const stream = open(protocol, server, {
          signal: controller.signal,
          ...(heeds ? {} : { send: (request: Json) => server.stream(request) }),
        });
        const reading = (async () => {
          for await (const _ of stream) setImmediate(() => controller.abort(reason));
        })();
        await expect(reading).rejects.toBe(reason);
        if (heeds) await server.left;
      });
    }
  });

  it('that arrives after its signal aborted is closed', async () => {
    const controller = new AbortController();
    let arrive: (stream: AsyncIterable<Json>) => void;
    const late = new Promise<AsyncIterable<Json>>((resolve) => (arrive = resolve));
    const reading = all(
      streamWithRetrieval({
        headroom,
        request: protocol.request('Why?'),
        signal: controller.signal,
        send: () => {
          controller.abort(new Error('enough'));
          return late;
        },
      }),
    );
    await expect(reading).rejects.toThrow('enough');
    await new Promise<void>((close) =>
      arrive({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new Error('read')),
          return: async () => {
            close();
            return { done: true, value: undefined };
          },
        }),
      }),
    );
  });

  it('is read only as fast as the caller reads', async () => {
    const turns = [{ say: 'Let me look at it.', calls: [retrieves('a', '7')] }, { say: 'Because of this and that.' }];
    let made = 0;
    let round = 0;
    let closed = 0;
    async function* send(): AsyncGenerator<Json> {
      round += 1;
      try {
        for (const event of protocol.events(turns[round - 1]!, round)) {
          made += 1;
          yield event;
        }
      } finally {
        closed += 1;
      }
    }
    const iterator = streamWithRetrieval({ headroom, request: protocol.request('Why?'), send })[Symbol.asyncIterator]();
    expect(made).toBe(0);
    for (let read = 1; read <= 2; read++) {
      await iterator.next();
      expect(made).toBe(read);
    }
    await iterator.return!();
    expect([made, closed, round]).toEqual([2, 1, 1]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('passes on unknown events', async () => {
    const strange = [7, 'text', null, [], { type: 'from_the_future', value: 1 }, {}];
    const given = [...strange, ...protocol.events({ say: 'Because.' }, 1)];
    expect(
      await all(
        streamWithRetrieval({
          headroom,
          request: protocol.request('Why?'),
          send: async function* () {
            yield* given as Json[];
          },
        }),
      ),
    ).toEqual(given);
  });

  it('keeps the class of events', async () => {
    class Event {
      get isEvent(): boolean {
        return true;
      }
    }
    const turns = [{ say: 'Look. ', calls: [retrieves('a', '7')] }, { say: 'Because.' }];
    let round = 0;
    async function* send(): AsyncGenerator<Event> {
      round += 1;
      for (const event of protocol.events(turns[round - 1]!, round)) yield Object.assign(new Event(), event);
    }
    let text = '';
    for await (const event of streamWithRetrieval({ headroom, request: protocol.request('Why?'), send })) {
      expect(event.isEvent).toBe(true);
      text += JSON.stringify(event);
    }
    expect(text).toContain('Because.');
  });
});

it('requests and streams that cannot be followed are rejected', async () => {
  await expect(
    all(streamWithRetrieval({ headroom, request: PROTOCOLS[0]!.request('Why?'), send: () => ({}) as never })),
  ).rejects.toThrow(ConfigurationError);
  expect(() =>
    streamWithRetrieval({
      headroom,
      request: {},
      send: async function* () {
        yield {};
      },
    }),
  ).toThrow(ConfigurationError);
});
