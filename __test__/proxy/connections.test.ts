// Connections to providers: kept, found closed, and refused.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC, SAMPLES } from './samples.js';
import { get, json, post, says, startAt, withProvider, withProxy } from './support.js';

const OK = says('{"ok":true}');
const BODY = JSON.stringify(ANTHROPIC.request('short'));

describe('connections to a provider', () => {
  it('are reused', () =>
    withProxy(OK, async (proxy, { connections }) => {
      for (let turn = 0; turn < 5; turn += 1) await post(proxy.url + ANTHROPIC.path, BODY);
      expect(connections).toHaveLength(1);
    }));

  it('that close while a request is under way are replaced, and the request is answered once', () =>
    withProxy(OK, async (proxy, { connections, requests }) => {
      for (let turn = 0; turn < 10; turn += 1) {
        await post(proxy.url + ANTHROPIC.path, BODY);
        // The proxy may learn of this before, while or after it sends the next request.
        connections.at(-1)!.destroy();
        expect((await post(proxy.url + ANTHROPIC.path, BODY)).body.toString()).toBe('{"ok":true}');
      }
      expect(requests).toHaveLength(20);
    }));

  it('that are refused end in an error of the provider’s shape', () =>
    withProvider(OK, async (provider) => {
      const nobody = createServer().listen(0, '127.0.0.1');
      await once(nobody, 'listening');
      const { port } = nobody.address() as AddressInfo;
      nobody.close();
      await once(nobody, 'close');
      const proxy = await startAt(`http://127.0.0.1:${port}`, {});
      const answers = await Promise.all(
        SAMPLES.map(({ path, request }) => post(proxy.url + path, JSON.stringify(request('x')))),
      );
      const message = expect.stringContaining(`cannot reach http://127.0.0.1:${port} (ECONNREFUSED)`);
      expect(answers.map(({ status }) => status)).toEqual([502, 502, 502, 502]);
      expect(answers.map(({ body }) => JSON.parse(body.toString()))).toEqual([
        { type: 'error', error: { type: 'api_error', message } },
        { error: { message, type: 'api_error', code: null, param: null } },
        { error: { message, type: 'api_error', code: null, param: null } },
        { error: { code: 502, message, status: 'UNAVAILABLE' } },
      ]);
      expect(proxy.stats()).toMatchObject({ unreachable: 4, totals: { requests: 4, failed: 4 } });
      const { tokensBefore, tokensAfter } = proxy.stats().totals;
      expect(tokensAfter).toBe(tokensBefore);
      expect(provider.requests).toEqual([]);
      await proxy.close();
    }));

  it('that end before a response cause an error, and the request is not sent twice', () =>
    withProxy(
      (_request, response) => void response.socket!.destroy(),
      async (proxy, { requests }) => {
        expect((await post(proxy.url + ANTHROPIC.path, BODY)).status).toBe(502);
        expect(requests).toHaveLength(1);
      },
    ));

  it('that answer without HTTP cause an error', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = await startAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect((await post(proxy.url + ANTHROPIC.path, BODY)).status).toBe(502);
    await proxy.close();
    server.close();
  });
});

it('/livez answers while many requests are compressed', () =>
  withProxy(OK, async (proxy) => {
    const { request, path } = ANTHROPIC;
    const large = Array.from({ length: 8 }, (_, at) => JSON.stringify(request(`${at}\n`.repeat(50_000))));
    const answers = Promise.all(large.map((body) => post(proxy.url + path, body)));
    expect(await json(get(`${proxy.url}/livez`))).toMatchObject({ alive: true });
    expect((await answers).map(({ status }) => status)).toEqual(large.map(() => 200));
  }));
