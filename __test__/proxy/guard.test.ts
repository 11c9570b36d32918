// Who is let in. Every route is tried with each attack, so that a new one cannot be forgotten.
import { describe, expect, it } from 'vitest';
import { OWN_ROUTES, ProxyServer, ROUTES, SIGNED_ROUTES } from '../../dist/src/proxy/index.js';
import { ANTHROPIC, SAMPLES } from './samples.js';
import { get, JSON_TYPE, json, post, raw, says, withProxy } from './support.js';

const OK = says('{"ok":true}');
const TOKEN = 'a-token-of-good-length';

/** An address for each thing that the proxy answers, and for what it passes on. */
const PLACES: [string, string][] = [
  ...OWN_ROUTES.map(({ method, path, isPrefix }): [string, string] => [method, isPrefix ? `${path}x` : path]),
  ...SAMPLES.map(({ path }): [string, string] => ['POST', path]),
  ['POST', '/v1/messages/count_tokens'],
  ['POST', '/v1/messages/batches'],
  ['POST', '/v1/projects/p/locations/l/publishers/anthropic/models/m:rawPredict'],
  ['POST', '/model/m/converse'],
  ['POST', '/model/m/invoke'],
  ['GET', '/v1/models'],
  ['POST', '/v1/anything'],
  ['GET', '/nowhere'],
];

it('this file tries all routes of the proxy', () => {
  const unlisted = [...ROUTES, ...SIGNED_ROUTES].filter(
    ({ pattern }) => !PLACES.some(([, path]) => pattern.test(path)),
  );
  expect(unlisted).toEqual([]);
  expect(OWN_ROUTES.length).toBeGreaterThan(8);
});

describe.each(PLACES)('%s %s', (method, path) => {
  it.each([
    ['a host name of somebody else', { host: 'evil.example' }],
    ['a host name that only looks like ours', { host: 'localhost.evil.example:8787' }],
    ['an address of somebody else', { host: '169.254.169.254' }],
    ['a host with credentials', { host: 'localhost@evil.example' }],
    ['a page', { origin: 'https://evil.example' }],
    ['a page of a file', { origin: 'null' }],
    ['a page of this machine', { origin: 'http://localhost:8787' }],
    ['a form of a page, which sends no origin', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', (_, headers) =>
    withProxy(OK, async (proxy, { requests }) => {
      const reply = await post(proxy.url + path, method === 'POST' ? '{}' : '', headers, method);
      expect(reply.status).toBe(403);
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(requests).toEqual([]);
      expect(proxy.stats()).toMatchObject({ requests: 0, refused: 1 });
    }),
  );

  it('refuses a CORS preflight of a web page', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': method };
      expect((await post(proxy.url + path, '', headers, 'OPTIONS')).status).toBe(403);
      expect(requests).toEqual([]);
    }));

  it('refuses requests without the token, if one is set', () =>
    withProxy(
      OK,
      async (proxy, { requests }) => {
        const isOpen = path === '/' || path === '/livez' || path === '/readyz' || path.startsWith('/dashboard');
        for (const headers of [{}, { 'x-headroom-token': `${TOKEN}x` }, { 'x-headroom-token': '' }]) {
          const { status } = await post(proxy.url + path, method === 'POST' ? '{}' : '', headers, method);
          expect(status === 401).toBe(!isOpen);
        }
        expect(requests).toEqual([]);
        const let_in = await post(
          proxy.url + path,
          method === 'POST' ? '{}' : '',
          { 'x-headroom-token': TOKEN },
          method,
        );
        expect([401, 403]).not.toContain(let_in.status);
        expect(JSON.stringify(requests)).not.toContain(TOKEN);
      },
      { token: TOKEN },
    ));

  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}abc'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'],
    ['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n'],
    ['a length with a sign', 'Content-Length: +2\r\n\r\n{}'],
    ['a header over two lines', 'X-A: a\r\n b\r\nContent-Length : 2\r\n\r\n{}'],
    ['a header with a bare line feed', 'X-A: a\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['no host', undefined],
    ['two hosts', 'Host: evil.example\r\nContent-Length: 0\r\n\r\n'],
    ['a head that is too long', `X-A: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('refuses %s', (_, rest) =>
    withProxy(OK, async (proxy, { requests }) => {
      const host = rest === undefined ? '' : `Host: 127.0.0.1:${proxy.port}\r\n`;
      const second = `GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1:${proxy.port}\r\nConnection: close\r\n\r\n`;
      const answer = await raw(proxy.port, `${method} ${path} HTTP/1.1\r\n${host}${rest ?? '\r\n'}${second}`);
      expect(answer).toMatch(/^HTTP\/1\.1 4(00|03|31) /);
      expect(requests).toEqual([]);
    }),
  );
});

it.each(['http://evil.example/v1/models', '//evil.example/v1/models', '*', 'evil.example:443'])(
  'a request for %s is not sent anywhere',
  (target) =>
    withProxy(OK, async (proxy, { requests }) => {
      const head = `Host: 127.0.0.1:${proxy.port}\r\nConnection: close\r\n\r\n`;
      const answer = await raw(proxy.port, `GET ${target} HTTP/1.1\r\n${head}`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
      expect(requests).toEqual([]);
    }),
);

it('a client cannot choose where its request goes', () =>
  withProxy(OK, async (proxy, { requests, url }) => {
    const names = ['x-headroom-base-url', 'x-headroom-upstream', 'x-forwarded-host', 'forwarded', 'x-original-url'];
    for (const name of names)
      for (const value of ['http://169.254.169.254/', 'evil.example', 'http://[::1]:1/', '0x7f.1'])
        await post(`${proxy.url}/v1/messages`, '{}', { ...JSON_TYPE, [name]: value });
    for (const path of [
      '/v1/%2e%2e/x',
      '/v1/x@evil.example',
      '/v1/models%23',
      '/v1/..%5c..%5c',
      '/v1/http://evil.example',
    ])
      await get(proxy.url + path);
    expect(new Set(requests.map(({ headers }) => headers.host))).toEqual(new Set([url.slice('http://'.length)]));
  }));

it('redirects are passed to the client and not followed', () =>
  withProxy(says('', 307, { location: 'http://169.254.169.254/' }), async (proxy, { requests }) => {
    const reply = await post(`${proxy.url}/v1/messages`, '{}');
    expect(reply).toMatchObject({ status: 307, headers: { location: 'http://169.254.169.254/' } });
    expect(requests).toHaveLength(1);
  }));

describe('a gateway', () => {
  it('may send the token as a bearer token, to our own routes only', () =>
    withProxy(
      OK,
      async (proxy) => {
        const headers = { authorization: `Bearer ${TOKEN}` };
        expect((await get(`${proxy.url}/stats`, headers)).status).toBe(200);
        expect((await post(proxy.url + ANTHROPIC.path, '{}', headers)).status).toBe(401);
      },
      { token: TOKEN },
    ));
});

describe('a proxy', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1'])('does not listen on %s without a token', async (host) => {
    await expect(ProxyServer.start({ host, port: 0 })).rejects.toThrow('can be reached from other machines');
  });

  it.each([
    [{ token: 'short' }, 'at least 16 characters'],
    [{ upstreams: { openai: 'ftp://x' } }, 'upstream `openai`'],
    [{ upstreams: { openai: 'https://user:secret@x' } }, 'without credentials'],
    [{ upstreams: { openai: 'https://x/?key=1' } }, 'without credentials, query'],
    [{ port: 8787, upstreams: { openai: 'http://localhost:8787' } }, 'is the address of this proxy'],
    [{ port: 8787, upstreams: { openai: 'http://[::1]:8787/v1' } }, 'is the address of this proxy'],
    [{ upstreams: { 'V 1': 'https://x' } }, 'the name of an upstream'],
  ])('does not start with %j', async (options, message) => {
    const starting = ProxyServer.start({ port: 0, ...options });
    await expect(starting).rejects.toThrow(message);
    await expect(starting).rejects.not.toThrow('secret');
  });

  it('accepts the host names that are allowed', () =>
    withProxy(
      OK,
      async (proxy) => {
        expect((await get(`${proxy.url}/livez`, { host: 'Proxy.Internal:8787' })).status).toBe(200);
        expect((await get(`${proxy.url}/livez`, { host: 'other.internal' })).status).toBe(403);
      },
      { allowedHosts: ['proxy.internal'] },
    ));

  it('closes connections whose request does not arrive in time', () =>
    withProxy(
      OK,
      async (proxy) => {
        const answers = await Promise.all(
          ['', 'GET /livez HT', 'POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-'].map((start) =>
            raw(proxy.port, start),
          ),
        );
        for (const answer of answers) expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true);
      },
      { limits: { headersMs: 40, requestMs: 40 } },
    ));

  it('refuses a body that is too long, with and without a stated length', () =>
    withProxy(
      OK,
      async (proxy) => {
        const long = 'x'.repeat(5000);
        for (const path of ['/v1/files', '/v1/messages', '/v1/compress']) {
          expect((await post(proxy.url + path, long, { 'content-length': '5000' })).status).toBe(413);
          expect((await post(proxy.url + path, long, { 'transfer-encoding': 'chunked' })).status).toBe(413);
        }
      },
      { limits: { bodyBytes: 1000, inspectedBytes: 1000 } },
    ));

  it('shows no credentials in its own responses', () =>
    withProxy(OK, async (proxy) => {
      const key = 'sk-ant-secret-0123456789';
      await post(`${proxy.url}${ANTHROPIC.path}?key=${key}`, JSON.stringify(ANTHROPIC.request('x')), {
        'x-api-key': key,
      });
      await post(`${proxy.url}/nowhere?key=${key}`, '{}', { authorization: `Bearer ${key}` }).catch(() => undefined);
      const told = await Promise.all(['/stats', '/metrics', '/health'].map((path) => get(proxy.url + path)));
      expect(told.map(({ body }) => body.toString()).join('')).not.toContain(key);
      expect((await json(get(`${proxy.url}/stats`))).requests.total).toBe(2);
    }));
});
