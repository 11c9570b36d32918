// Which provider a request is for, and the way there.
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../dist/src/proxy/via.js';
import { ANTHROPIC, SAMPLES } from './samples.js';
import { get, JSON_TYPE, post, says, startAt, withProvider, withProxy } from './support.js';

const OK = says('{"ok":true}');
const BODY = JSON.stringify(ANTHROPIC.request('short'));

describe('other providers', () => {
  it('are reached under their names, and conversations with them are compressed', () =>
    withProvider(OK, async ({ url, requests }) => {
      const proxy = await startAt('http://127.0.0.1:1', { upstreams: { router: `${url}/api` } });
      for (const { path, request } of SAMPLES)
        await post(`${proxy.url}/router${path}?x=1`, JSON.stringify(request('short')));
      expect(requests.map((each) => each.url)).toEqual(SAMPLES.map(({ path }) => `/api${path}?x=1`));
      await proxy.close();
      expect(proxy.stats().totals.requests).toBe(4);
    }));

  it('may have the version in their address, which is sent once', () =>
    withProvider(OK, async ({ url, requests }) => {
      const upstreams = { openai: `${url}/v1`, router: `${url}/api/v1/`, other: `${url}/v2` };
      const proxy = await startAt(url, { upstreams });
      const asked = [
        '/v1/chat/completions',
        '/router/v1/chat/completions',
        '/other/v1/x',
        '/router/v1beta/x',
        '/router/v1?a=1',
      ];
      for (const path of asked) await post(proxy.url + path, '{}', { ...JSON_TYPE, authorization: 'Bearer sk-x' });
      await proxy.close();
      expect(requests.map((each) => each.url)).toEqual([
        '/v1/chat/completions',
        '/api/v1/chat/completions',
        '/v2/v1/x',
        '/api/v1/v1beta/x',
        '/api/v1?a=1',
      ]);
    }));

  it.each([
    ['/v1/models', { 'x-api-key': 'k' }, 'anthropic'],
    ['/v1/models', { authorization: 'Bearer sk-ant-oat01-x' }, 'anthropic'],
    ['/v1/models', { authorization: 'Bearer sk-x' }, 'openai'],
    ['/v1/files', { 'anthropic-version': '2023-06-01' }, 'anthropic'],
    ['/v1beta/models', {}, 'gemini'],
    ['/v1/models/gemini-x:countTokens', {}, 'gemini'],
    ['/v1/models', { 'x-goog-api-key': 'k' }, 'gemini'],
  ])('%s with %j is for %s', async (path, headers, name) => {
    const names = ['anthropic', 'openai', 'gemini'];
    await withProvider(
      ({ url }, response) => void response.end(url),
      async ({ url }) => {
        const proxy = await startAt(url, { upstreams: Object.fromEntries(names.map((own) => [own, `${url}/${own}`])) });
        expect((await get(proxy.url + path, headers)).body.toString()).toBe(`/${name}${path}`);
        await proxy.close();
      },
    );
  });

  it('get no request whose provider is uncertain', () =>
    withProxy(OK, async (proxy, { requests }) => {
      expect((await get(`${proxy.url}/`, { authorization: 'Bearer k' })).status).toBe(200); // It is our own.
      for (const path of ['/favicon.ico', '/v2/x', '/unknown/v1/messages', '/router'])
        expect((await get(proxy.url + path, { authorization: 'Bearer k' })).status).toBe(404);
      // A gateway that another proxy knew: the key is for that gateway.
      expect((await get(`${proxy.url}/gateway-0123abcd/v1/messages`, { 'x-api-key': 'k' })).status).toBe(404);
      expect(requests).toEqual([]);
    }));
});

describe('the proxy of a company', () => {
  /** One that refuses everything, and what it was asked. */
  async function withCompany(
    work: (url: string, asked: [string, string | undefined][]) => Promise<void>,
  ): Promise<void> {
    const asked: [string, string | undefined][] = [];
    const server = createHttpServer().on('connect', ({ url = '', headers }, socket) => {
      asked.push([url, headers['proxy-authorization']]);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await work(`http://user:p%40ss@127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
    server.close();
  }
  const upstreams = { anthropic: 'https://llm.example.com:8443', openai: 'https://api.example.org' };

  it('is asked for a connection to a provider, and its refusal is reported', () =>
    withCompany(async (url, asked) => {
      const proxy = await startAt('http://127.0.0.1:1', { outbound: { url, except: ['example.org'] }, upstreams });
      const reply = await post(proxy.url + ANTHROPIC.path, BODY, { ...JSON_TYPE, 'x-api-key': 'secret' });
      expect(reply.status).toBe(502);
      expect(reply.body.toString()).toContain('cannot reach https://llm.example.com:8443 (HTTPS_PROXY answers 407)');
      expect(reply.body.toString()).not.toContain('p%40ss');
      expect(asked).toEqual([['llm.example.com:8443', `Basic ${Buffer.from('user:p@ss').toString('base64')}`]]);
      await proxy.close();
    }));

  it.each(['example.org', '.example.org', '*.example.org', 'api.example.org', '*'])(
    'is not asked for hosts that are excepted: %s',
    (name) => {
      expect(proxyFor(new URL(upstreams.openai), { url: 'http://p:1', except: ['other', name] })).toBeUndefined();
      expect(proxyFor(new URL('https://example.organic'), { url: 'http://p:1', except: [name] })?.host).toBe(
        name === '*' ? undefined : 'p:1',
      );
    },
  );

  it('is not used without TLS, and needs a valid address', () => {
    expect(proxyFor(new URL('http://127.0.0.1:1'), { url: 'http://p:1' })).toBeUndefined();
    expect(() => proxyFor(new URL('https://x'), { url: 'socks5://user:secret@p:1' })).toThrow(
      /^HTTPS_PROXY: an address/,
    );
  });
});
