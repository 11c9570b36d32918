// Requests that their provider could not answer are sent again, if the user wants that.
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, JSON_TYPE, post, startAt, withProxy, type Received } from './support.js';

const BODY = JSON.stringify(ANTHROPIC.request(ROWS));

/** A provider that fails with these statuses, one after another, and then answers. */
function failing(statuses: readonly number[], headers: Record<string, string> = { 'retry-after': '0' }) {
  let at = 0;
  return (_request: Received, response: any): void => {
    const status = statuses[at] ?? 200;
    at += 1;
    response.writeHead(status, { ...JSON_TYPE, ...(status === 200 ? {} : headers) }).end(`{"status":${status}}`);
  };
}

describe('retries', () => {
  it('are off by default', () =>
    withProxy(failing([529]), async (proxy, { requests }) => {
      expect(await post(proxy.url + ANTHROPIC.path, BODY)).toMatchObject({ status: 529 });
      expect(requests).toHaveLength(1);
    }));

  it.each([429, 502, 503, 504, 529])('send the same bytes again after status %i', (status) =>
    withProxy(
      failing([status, status]),
      async (proxy, { requests }) => {
        const reply = await post(proxy.url + ANTHROPIC.path, BODY);
        expect(reply).toMatchObject({ status: 200 });
        expect(reply.body.toString()).toBe('{"status":200}');
        expect(requests).toHaveLength(3);
        for (const { body } of requests) expect(body.equals(requests[0]!.body)).toBe(true);
        await proxy.close();
        expect(proxy.stats()).toMatchObject({ retried: 2, totals: { requests: 1 } });
      },
      { retries: 2 },
    ),
  );

  it('end after so many, and the last response is passed on as it is', () =>
    withProxy(
      failing([529, 529, 503]),
      async (proxy, { requests }) => {
        const reply = await post(proxy.url + ANTHROPIC.path, BODY);
        expect(reply).toMatchObject({ status: 503, headers: { 'retry-after': '0' } });
        expect(requests).toHaveLength(3);
      },
      { retries: 2 },
    ));

  it.each([
    [400, {}],
    [401, {}],
    [500, {}],
    [429, { 'x-should-retry': 'false' }],
    [429, { 'retry-after': '31' }],
    [429, { 'retry-after': 'Fri, 31 Dec 2999 23:59:59 GMT' }],
    [429, { 'retry-after': 'soon' }],
  ])('are not for status %i with %j', (status, headers) =>
    withProxy(
      failing([status], headers),
      async (proxy, { requests }) => {
        expect(await post(proxy.url + ANTHROPIC.path, BODY)).toMatchObject({ status });
        expect(requests).toHaveLength(1);
      },
      { retries: 2 },
    ),
  );

  it('are not for a connection that broke after the request was sent, which may be paid for', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.once('data', () => socket.resetAndDestroy());
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = await startAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { retries: 2 });
    expect(await post(proxy.url + ANTHROPIC.path, BODY)).toMatchObject({ status: 502 });
    expect(connections).toBe(1);
    await proxy.close();
    server.close();
  });

  it('hold for requests without a body', () =>
    withProxy(
      failing([529]),
      async (proxy, { requests }) => {
        expect(await get(`${proxy.url}/v1/models`)).toMatchObject({ status: 200 });
        expect(requests.map(({ method, body }) => [method, body.length])).toEqual([
          ['GET', 0],
          ['GET', 0],
        ]);
      },
      { retries: 2 },
    ));

  it('end when the proxy is closed, and the last response is passed on', () =>
    withProxy(
      failing([503, 503], { 'retry-after': '20' }),
      async (proxy, { requests }) => {
        const reply = post(proxy.url + ANTHROPIC.path, BODY);
        while (requests.length === 0) await new Promise(setImmediate);
        await proxy.close();
        expect(await reply).toMatchObject({ status: 503, isWhole: true });
        expect((await reply).body.toString()).toBe('{"status":503}');
        expect(requests).toHaveLength(1);
      },
      { retries: 2, limits: { drainMs: 60_000 } },
    ));

  it.each([-1, 1.5, 6, NaN])('cannot be %d', async (retries) => {
    await expect(startAt('http://127.0.0.1:9', { retries })).rejects.toMatchObject({ option: 'retries' });
  });
});
