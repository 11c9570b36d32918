// WebSockets of OpenAI's Responses API: tool results in them are compressed, and all else passes as it is.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expand } from '@headroom/native';
import OpenAI from 'openai';
import { ResponsesWS } from 'openai/resources/responses/ws';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RESPONSES, ROWS } from './samples.js';
import { ask, connected, model, withSockets } from './sockets.js';
import { says, startAt, withProxy } from './support.js';

const CREATE = 'response.create';
const first = (text = ROWS, more: object = {}): string =>
  JSON.stringify({ type: CREATE, ...RESPONSES.request(text), ...more });
const delta = (output: string, more: object = {}): string =>
  JSON.stringify({
    type: CREATE,
    model: 'gpt-4o',
    previous_response_id: 'resp_1',
    input: [{ type: 'function_call_output', call_id: 'b', output }],
    ...more,
  });
/** A text that takes long to compress. */
const ENDLESS = Array.from({ length: 60_000 }, (_, at) => `${at * 7919} ${(at * 104_729).toString(36)}`).join('\n');

describe('a request in a WebSocket', () => {
  it('is compressed, and so are the new items of the next one', () =>
    withSockets(model, async (proxy, { got }) => {
      const socket = await connected(proxy);
      const other = ROWS.replaceAll('node', 'host');
      await ask(socket, first());
      await ask(socket, delta(other));
      const [one, two] = got.map(({ data }) => JSON.parse(data.toString()));
      for (const [request, text] of [
        [one, ROWS],
        [two, other],
      ]) {
        const { output } = request.input.at(-1);
        expect(output.length).toBeLessThan(text.length / 2);
        expect(await expand(output)).toBe(text);
      }
      expect({ ...two, input: [{ ...two.input[0], output: '' }] }).toEqual(JSON.parse(delta('')));
      const { byRoute, totals, skipped, requests } = proxy.stats();
      expect(byRoute['responses']).toMatchObject({ requests: 2, compressed: 2, input: 1800, output: 20 });
      expect(totals).toMatchObject({ failed: 0, incomplete: 0, suspectMisses: 0 });
      expect({ skipped, requests }).toEqual({ skipped: {}, requests: 3 });
      socket.terminate();
    }));

  it('is compressed for the SDK of OpenAI', () =>
    withSockets(model, async (proxy, { got }) => {
      const client = new OpenAI({ apiKey: 'k', baseURL: `${proxy.url}/v1` });
      const socket = new ResponsesWS(client);
      const completed = new Promise((resolve) => socket.on('response.completed', resolve));
      socket.send(JSON.parse(first()));
      expect(await completed).toMatchObject({ response: { id: 'resp_1' } });
      expect(await expand(RESPONSES.resultIn(JSON.parse(got[0]!.data.toString())))).toBe(ROWS);
      socket.close();
    }));

  it('of a megabyte is compressed', () =>
    withSockets(model, async (proxy, { got }) => {
      const socket = await connected(proxy);
      const long = JSON.stringify(
        Array.from({ length: 12_000 }, (_, id) => ({ id, state: 'running', zone: 'eu' })),
        null,
        2,
      );
      await ask(socket, first(long));
      expect(long.length).toBeGreaterThan(2 ** 20 / 2);
      const result = RESPONSES.resultIn(JSON.parse(got[0]!.data.toString()));
      expect(result.length).toBeLessThan(long.length / 2);
      expect(await expand(result)).toBe(long);
      socket.terminate();
    }));

  it('gets no tool and loses nothing where there is a store, because no call could be answered', () =>
    withSockets(
      model,
      async (proxy, { got }) => {
        const socket = await connected(proxy);
        const tools = [{ type: 'function', name: 'fetch', parameters: { type: 'object' } }];
        const log = Array.from({ length: 2000 }, (_, at) => `${at} ok ${'x'.repeat(at % 7)}`).join('\n');
        await ask(socket, first(log, { store: false, tools }));
        const request = JSON.parse(got[0]!.data.toString());
        expect(request.tools).toEqual(tools);
        expect(await expand(RESPONSES.resultIn(request))).toBe(log);
        socket.terminate();
      },
      { store: ':memory:' },
    ));

  it.each([
    ['malformed JSON', '{"type":"response.create","input":[{'],
    ['another event', `{"type":"response.cancel", "input":${first()}}`],
    ['no tool result', '{"type":"response.create",  "input":"Hello"}'],
    ['an empty text', ''],
    ['no object', 'null'],
  ])('with %s passes as it is', (_, text) =>
    withSockets(model, async (proxy, { got }) => {
      const socket = await connected(proxy);
      await ask(socket, text);
      expect(got.map(({ data }) => data.toString())).toEqual([text]);
      socket.terminate();
    }),
  );

  it('that is no JSON is counted once its provider refuses it, and does not take the response of another', () =>
    withSockets(
      (frame, socket, count) => {
        const isJson = frame.data.toString().startsWith('{"type"');
        if (isJson) model(frame, socket, count);
        else socket.send(JSON.stringify({ type: 'error', status: 400, error: { code: 'invalid_json' } }));
      },
      async (proxy) => {
        const socket = await connected(proxy);
        await ask(socket, 'no JSON');
        expect(proxy.stats()).toMatchObject({ skipped: { unreadable: 1 }, totals: { requests: 1, failed: 1 } });
        await ask(socket, first());
        expect(proxy.stats()).toMatchObject({ skipped: { unreadable: 1 }, totals: { requests: 2, compressed: 1 } });
        socket.terminate();
      },
    ));

  it('that is too long passes as it is, and its response is counted', () =>
    withSockets(
      model,
      async (proxy, { got }) => {
        const socket = await connected(proxy);
        await ask(socket, first());
        await ask(socket, delta('ok'));
        expect(got.map(({ data }) => data.toString())).toEqual([first(), delta('ok')]);
        expect(proxy.stats().totals).toMatchObject({ requests: 2, compressed: 0, output: 20 });
        expect(proxy.stats().skipped).toEqual({ unreadable: 1 });
        socket.terminate();
      },
      { limits: { inspectedBytes: 1000 } },
    ));

  it('that takes too long to compress passes as it is, in its place between the others', () =>
    withSockets(
      model,
      async (proxy, { got }) => {
        const socket = await connected(proxy);
        const [long, next] = [first(ENDLESS), delta('ok', { stream_id: 's' })];
        const pong = once(socket, 'pong');
        socket.send(long);
        socket.ping();
        await ask(socket, next);
        await pong;
        expect(got.map(({ data }) => data.toString())).toEqual([long, next]);
        expect(proxy.stats().skipped['timeout']).toBeGreaterThanOrEqual(1);
        expect(proxy.stats().totals).toMatchObject({ compressed: 0, failed: 0 });
        socket.terminate();
      },
      { limits: { compressMs: 0, msPer10kB: 0, replayMs: 0 } },
    ));

  it('whose client breaks off while it is compressed holds nothing up', () =>
    withSockets(model, async (proxy, { got, sockets }) => {
      const socket = await connected(proxy);
      const left = once(sockets[0]!, 'close');
      socket.send(first(ENDLESS));
      socket.once('ping', () => socket.terminate());
      sockets[0]!.ping();
      await left;
      await proxy.close();
      expect(got.length).toBeLessThanOrEqual(1);
      expect(proxy.stats()).toMatchObject({ brokenOff: 0, unreachable: 0 });
    }));

  it('in fragments passes as it is', () =>
    withSockets(model, async (proxy, { got }) => {
      const socket = await connected(proxy);
      const text = first();
      socket.send(text.slice(0, 99), { fin: false });
      socket.ping('between');
      await ask(socket, text.slice(99));
      expect(got.map(({ data }) => data.toString())).toEqual([text]);
      expect(proxy.stats().skipped).toEqual({ unreadable: 1 });
      socket.terminate();
    }));

  it('of a client that asks for it passes as it is', () =>
    withSockets(model, async (proxy, { got, requests }) => {
      const socket = await connected(proxy, { 'x-headroom-bypass': 'true' });
      await ask(socket, first());
      expect(got[0]!.data.toString()).toBe(first());
      // Compressed frames need not be read.
      expect(requests[0]!.headers['sec-websocket-extensions']).toMatch(/permessage-deflate/);
      socket.terminate();
    }));

  it('is only measured in the mode audit', () =>
    withSockets(
      model,
      async (proxy, { got }) => {
        const socket = await connected(proxy);
        await ask(socket, first());
        expect(got[0]!.data.toString()).toBe(first());
        const { tokensBefore, tokensAfter, couldSave } = proxy.stats().totals;
        expect(tokensAfter).toBe(tokensBefore);
        expect(couldSave).toBeGreaterThan(0);
        socket.terminate();
      },
      { mode: 'audit' },
    ));

  it('is refused by an event if its client sends too many', () =>
    withSockets(
      model,
      async (proxy, { got }) => {
        const socket = await connected(proxy);
        await ask(socket, first());
        const [event] = await ask(socket, delta('ok', { stream_id: 's' }));
        expect(event).toMatchObject({ type: 'error', status: 429, stream_id: 's' });
        expect(got).toHaveLength(1);
        expect(proxy.stats()).toMatchObject({ limited: 1, totals: { requests: 1 } });
        socket.terminate();
      },
      { rateLimit: 1 },
    ));

  it('that its provider refuses is counted with the status', () =>
    withSockets(
      (_frame, socket) => socket.send('{"type":"error","status":400,"error":{"code":"previous_response_not_found"}}'),
      async (proxy) => {
        const socket = await connected(proxy);
        await ask(socket, delta('ok'));
        expect(proxy.stats()).toMatchObject({ byStatus: { 400: 1 }, totals: { requests: 1, failed: 1 } });
        socket.terminate();
      },
    ));
});

describe('frames of a WebSocket', () => {
  it('reach the other side in their order, whatever is between them', () =>
    withSockets(
      () => undefined,
      async (proxy, { got, sockets }) => {
        const socket = await connected(proxy);
        const pings: string[] = [];
        sockets[0]!.on('ping', (data: Buffer) => pings.push(`${data} after ${got.length}`));
        const pong = once(socket, 'pong');
        socket.send(Buffer.from([0, 255, 7]));
        socket.send(first());
        socket.ping('hello');
        socket.send('last');
        expect((await pong)[0].toString()).toBe('hello');
        socket.close(4001, 'enough');
        const [code, reason] = await once(sockets[0]!, 'close');
        expect([code, reason.toString()]).toEqual([4001, 'enough']);
        expect(got.map(({ isBinary }) => isBinary)).toEqual([true, false, false]);
        expect([got[0]!.data, got[2]!.data.toString()]).toEqual([Buffer.from([0, 255, 7]), 'last']);
        expect(pings).toEqual(['hello after 2']);
      },
    ));

  it('of a provider that closes reach the client before the code does', () =>
    withSockets(
      (_frame, socket) => {
        for (let at = 0; at < 100; at += 1) socket.send(`${at} ${'x'.repeat(10_000)}`);
        socket.close(1012, 'restart');
      },
      async (proxy) => {
        const socket = await connected(proxy);
        const events: string[] = [];
        socket.on('message', (data: Buffer) => events.push(data.toString()));
        socket.send('go');
        const [code, reason] = await once(socket, 'close');
        expect([code, reason.toString(), events.length]).toEqual([1012, 'restart', 100]);
      },
    ));

  it('end for the provider when the client breaks off', () =>
    withSockets(
      (_frame, socket) => socket.send('{"type":"response.created","response":{"id":"r"}}'),
      async (proxy, { sockets }) => {
        const socket = await connected(proxy);
        const began = once(socket, 'message');
        socket.send(first());
        await began;
        socket.terminate();
        expect((await once(sockets[0]!, 'close'))[0]).toBe(1006);
        await proxy.close();
        expect(proxy.stats()).toMatchObject({ brokenOff: 0, totals: { requests: 1 } });
      },
    ));

  it('end for the client when the provider breaks off', () =>
    withSockets(
      (_frame, socket) => socket.terminate(),
      async (proxy) => {
        const socket = await connected(proxy);
        socket.send(first());
        expect((await once(socket, 'close'))[0]).toBe(1006);
        await proxy.close();
        expect(proxy.stats()).toMatchObject({ brokenOff: 1, byStatus: { 502: 1 } });
      },
    ));
});

describe('a WebSocket that cannot be opened', () => {
  it('gets the refusal of the provider', () =>
    withProxy(says('{"no":1}', 403), async (proxy) => {
      const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/v1/responses`);
      socket.on('error', () => undefined);
      const [, response] = await once(socket, 'unexpected-response');
      expect(response.statusCode).toBe(403);
      expect(proxy.stats().totals.requests).toBe(0);
    }));

  it('gets 502 if nobody can be reached', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    const proxy = await startAt(`http://127.0.0.1:${port}`);
    const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}/v1/responses`);
    const [error] = await once(socket, 'error');
    expect(error.message).toContain('502');
    await proxy.close();
  });
});
