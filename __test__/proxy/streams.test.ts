// Streams: to the byte, however they are cut, and broken off where their provider breaks off.
import { once } from 'node:events';
import { request as open, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, type Protocol } from '../support/protocols/index.js';
import { forAll } from '../support/random.js';
import { SAMPLES, type Sample } from './samples.js';
import { JSON_TYPE, post, says, withProxy } from './support.js';

const EVENTS = { 'content-type': 'text/event-stream' };

/** A stream of a provider as it goes over the wire. `newline`: any of the three that the standard has. */
function wire({ events, end }: Protocol, newline = '\n'): string {
  const all = events({ think: 'Hm.', say: 'Grüße 😀', calls: [{ id: 'c', name: 'fetch', input: { url: 'x' } }] }, 3);
  const blocks = all.map(
    (event) => `${event['type'] ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  );
  const text = `: a comment\n\n${blocks.join('')}${end ? `data: ${end}\n\n` : ''}`;
  return text.replaceAll('\n', newline);
}

const CASES: [string, Protocol, Sample][] = SAMPLES.map((sample, at) => [PROTOCOLS[at]!.name, PROTOCOLS[at]!, sample]);
const body = (sample: Sample): string => JSON.stringify({ ...sample.request('short'), stream: true });

describe.each(CASES)('a stream of %s', (name, protocol, sample) => {
  // Gemini counts thoughts beside what it wrote.
  const output = name === 'Gemini' ? 36 : 30;

  it.each(['\n', '\r\n', '\r'])('passes byte for byte in chunks of one byte, with lines that end in %j', (newline) => {
    const stream = Buffer.from(wire(protocol, newline));
    return withProxy(
      (_request, response) => {
        response.writeHead(200, EVENTS);
        for (const byte of stream) response.write(Uint8Array.of(byte));
        response.end();
      },
      async (proxy) => {
        const reply = await post(proxy.url + sample.path, body(sample));
        expect(reply.isWhole).toBe(true);
        expect(reply.body.equals(stream)).toBe(true);
        await proxy.close();
        expect(proxy.stats().totals).toMatchObject({ output, cacheRead: 3 });
      },
    );
  });

  it('that breaks off at any byte breaks off for the client, who got everything before', () => {
    const stream = Buffer.from(wire(protocol));
    let cut = 0;
    return withProxy(
      (_request, response) => {
        response.writeHead(200, EVENTS);
        response.write(stream.subarray(0, cut), () => response.destroy());
      },
      async (proxy) => {
        let broken = 0;
        await forAll(async (random) => {
          cut = 1 + random.below(stream.length);
          const reply = await post(proxy.url + sample.path, body(sample));
          expect(reply).toMatchObject({ status: 200, isWhole: false });
          expect(reply.body.equals(stream.subarray(0, reply.body.length))).toBe(true);
          broken += 1;
        }, 40);
        await proxy.close();
        expect(proxy.stats()).toMatchObject({ brokenOff: broken });
      },
    );
  });

  it('in gzip passes byte for byte, and its usage is read', () => {
    const stream = gzipSync(wire(protocol));
    return withProxy(says(stream, 200, { ...EVENTS, 'content-encoding': 'gzip' }), async (proxy) => {
      const reply = await post(proxy.url + sample.path, body(sample));
      expect(reply.body.equals(stream)).toBe(true);
      await proxy.close();
      expect(proxy.stats().totals).toMatchObject({ output });
    });
  });
});

describe('a client', () => {
  const [sample] = SAMPLES as [Sample];

  function started(url: string): Promise<IncomingMessage> {
    const outgoing = open(url + sample.path, { method: 'POST', headers: JSON_TYPE, agent: false });
    outgoing.on('error', () => undefined);
    outgoing.end(body(sample));
    return once(outgoing, 'response').then(([response]) => response as IncomingMessage);
  }

  it('gets the head of a stream before its first event', () => {
    let go: () => void;
    return withProxy(
      (_request, response) => {
        response.writeHead(200, EVENTS).flushHeaders();
        go = () => response.end('data: 1\n\n');
      },
      async (proxy) => {
        const response = await started(proxy.url);
        go();
        expect((await once(response, 'data'))[0].toString()).toBe('data: 1\n\n');
      },
    );
  });

  it('that leaves during a stream ends the request to the provider', () =>
    withProxy(
      (_request, response) => void response.writeHead(200, EVENTS).write('data: 1\n\n'),
      async (proxy, { left }) => {
        const response = await started(proxy.url);
        await once(response, 'data');
        response.destroy();
        await left;
      },
    ));

  it('that leaves before the response begins ends the request to the provider', () => {
    let arrived: () => void;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    return withProxy(
      () => arrived(),
      async (proxy, { left }) => {
        const outgoing = open(proxy.url + sample.path, { method: 'POST', headers: JSON_TYPE, agent: false });
        outgoing.on('error', () => undefined);
        outgoing.end(body(sample));
        await asked;
        outgoing.destroy();
        await left;
        expect(proxy.stats().unreachable).toBe(0);
      },
    );
  });

  it('that leaves while it sends its request leaves no open request', () =>
    withProxy(says('{}'), async (proxy, { requests }) => {
      const outgoing = open(proxy.url + sample.path, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'content-length': '1000' },
        agent: false,
      });
      outgoing.on('error', () => undefined);
      await new Promise<void>((resolve) => outgoing.write('{"messages":', () => resolve()));
      await new Promise<void>((resolve) => outgoing.on('close', () => resolve()).destroy());
      expect((await post(proxy.url + sample.path, body(sample))).status).toBe(200);
      expect(requests).toHaveLength(1);
    }));

  it('that leaves at any time leaves no open request', () =>
    withProxy(
      // It never answers.
      () => undefined,
      async (proxy) => {
        const large = JSON.stringify(sample.request('a line of text\n'.repeat(5000)));
        await forAll(async (random) => {
          const outgoing = open(proxy.url + sample.path, { method: 'POST', headers: JSON_TYPE, agent: false });
          outgoing.on('error', () => undefined);
          await new Promise<void>((resolve) => outgoing.end(large, () => resolve()));
          for (let turns = random.below(40); turns > 0; turns -= 1) await new Promise(setImmediate);
          await new Promise<void>((resolve) => outgoing.on('close', () => resolve()).destroy());
        }, 60);
        // It waits for all that is under way.
        await proxy.close();
      },
      { limits: { drainMs: 60_000 } },
    ));

  it('that reads slowly slows the provider down', () => {
    const chunk = Buffer.alloc(1 << 20, 'x');
    const all = 96 * chunk.length;
    let sent = 0;
    return withProxy(
      (_request, response) => {
        response.writeHead(200, EVENTS);
        const send = (): void => {
          sent += chunk.length;
          const mayGoOn = response.write(chunk);
          if (sent === all) response.end();
          else if (mayGoOn) setImmediate(send);
          else response.once('drain', send);
        };
        send();
      },
      async (proxy) => {
        let read = 0;
        let ahead = 0;
        for await (const piece of await started(proxy.url)) {
          read += (piece as Buffer).length;
          ahead = Math.max(ahead, sent - read);
          for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        }
        expect(read).toBe(all);
        // What the buffers of four sockets hold.
        expect(ahead).toBeLessThan(all / 2);
      },
    );
  });
});

it('concurrent streams are not mixed up', () =>
  withProxy(
    ({ headers }, response) => {
      response.writeHead(200, EVENTS);
      let left = 50;
      const send = (): void => {
        response.write(`data: ${headers['x-name']} ${left}\n\n`);
        left -= 1;
        if (left === 0) response.end();
        else setImmediate(send);
      };
      send();
    },
    async (proxy) => {
      const names = Array.from({ length: 64 }, (_, at) => `stream-${at}`);
      const [sample] = SAMPLES as [Sample];
      const replies = await Promise.all(
        names.map((name) => post(proxy.url + sample.path, body(sample), { ...JSON_TYPE, 'x-name': name })),
      );
      for (const [at, reply] of replies.entries()) {
        const lines = reply.body.toString().split('\n\n').filter(Boolean);
        expect(lines).toEqual(Array.from({ length: 50 }, (_, line) => `data: ${names[at]} ${50 - line}`));
      }
    },
  ));
