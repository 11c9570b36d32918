// Connections: kept, found closed, refused, and let end in peace.
import { once } from 'node:events';
import { Agent, createServer as createHttpServer, request as open } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../dist/src/proxy/via.js';
import { ANTHROPIC, SAMPLES } from './samples.js';
import { get, json, JSON_TYPE, post, raw, says, startAt, withProvider, withProxy } from './support.js';

const OK = says('{"ok":true}');
const BODY = JSON.stringify(ANTHROPIC.request('short'));

describe('connections to a provider', () => {
  it('are used again', () =>
    withProxy(OK, async (proxy, { connections }) => {
      for (let turn = 0; turn < 5; turn += 1) await post(proxy.url + ANTHROPIC.path, BODY);
      expect(connections).toHaveLength(1);
    }));

  it('that were closed while a request was on its way are opened anew, and it is answered once', () =>
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
      expect(proxy.stats().unreachable).toBe(4);
      expect(provider.requests).toEqual([]);
      await proxy.close();
    }));

  it('that end before an answer end in an error, and the request is not paid for twice', () =>
    withProxy(
      (_request, response) => void response.socket!.destroy(),
      async (proxy, { requests }) => {
        expect((await post(proxy.url + ANTHROPIC.path, BODY)).status).toBe(502);
        expect(requests).toHaveLength(1);
      },
    ));

  it('that answer with what is no HTTP end in an error', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = await startAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect((await post(proxy.url + ANTHROPIC.path, BODY)).status).toBe(502);
    await proxy.close();
    server.close();
  });
});

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

  it('get nothing that is not plainly theirs', () =>
    withProxy(OK, async (proxy, { requests }) => {
      for (const path of ['/', '/favicon.ico', '/v2/x', '/unknown/v1/messages', '/router'])
        expect((await get(proxy.url + path, { authorization: 'Bearer k' })).status).toBe(404);
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

  it('is asked for a connection to a provider, and its refusal is told', () =>
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

  it('is not asked for what is reached without TLS, and has an address', () => {
    expect(proxyFor(new URL('http://127.0.0.1:1'), { url: 'http://p:1' })).toBeUndefined();
    expect(() => proxyFor(new URL('https://x'), { url: 'socks5://user:secret@p:1' })).toThrow(
      /^HTTPS_PROXY: an address/,
    );
  });
});

describe('closing', () => {
  it('lets streams under way end, and takes no more', () => {
    let go: () => void;
    return withProxy(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        go = () => response.end('data: last\n\n');
      },
      async (proxy) => {
        const agent = new Agent({ keepAlive: true });
        const outgoing = open(proxy.url + ANTHROPIC.path, { method: 'POST', headers: JSON_TYPE, agent });
        outgoing.end(BODY);
        const [response] = await once(outgoing, 'response');
        const closed = proxy.close();
        await expect(get(`${proxy.url}/livez`)).rejects.toThrow('ECONNREFUSED');
        go();
        expect((await once(response, 'data'))[0].toString()).toBe('data: last\n\n');
        await closed;
        expect(proxy.stats().totals.requests).toBe(1);
        agent.destroy();
      },
      { limits: { drainMs: 60_000 } },
    );
  });

  it('breaks off what does not end in time', () =>
    withProxy(
      (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n'),
      async (proxy) => {
        const reply = post(proxy.url + ANTHROPIC.path, BODY);
        while (proxy.stats().requests === 0) await new Promise(setImmediate);
        await proxy.close();
        const { isWhole } = await reply.catch(() => ({ isWhole: false }));
        expect(isWhole).toBe(false);
      },
      { limits: { drainMs: 50 } },
    ));

  it('does not wait for idle connections', () =>
    withProxy(OK, async (proxy) => {
      const idle = connect(proxy.port, '127.0.0.1');
      await once(idle, 'connect');
      const agent = new Agent({ keepAlive: true });
      const outgoing = open(`${proxy.url}/livez`, { agent }).end();
      const [response] = await once(outgoing, 'response');
      response.resume();
      await once(response, 'end');
      await proxy.close();
      agent.destroy();
      idle.destroy();
    }));
});

it('a second proxy does not start on the same port', () =>
  withProxy(OK, async (proxy) => {
    await expect(startAt('http://127.0.0.1:1', { port: proxy.port })).rejects.toThrow('the port is in use');
  }));

describe('a WebSocket', () => {
  const head = (port: number, more = ''): string =>
    `GET /v1/responses HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n${more}\r\n`;

  it('is passed through in both directions', async () => {
    const server = createServer((socket) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
        if (!text.includes('\r\n\r\n')) return;
        if (text.endsWith('ping')) socket.end('pong');
        else if (!text.includes('ping'))
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-A: b\r\n\r\nhello',
          );
      });
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = await startAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const socket = connect(proxy.port, '127.0.0.1');
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk.toString();
      if (got.endsWith('hello')) socket.write('ping');
    });
    socket.write(head(proxy.port));
    await once(socket, 'close');
    expect(got).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n[^]*X-A: b\r\n[^]*hellopong$/);
    await proxy.close();
    server.close();
  });

  it.each(['Origin: https://evil.example\r\n', 'Sec-Fetch-Site: cross-site\r\n'])('of a page is refused: %j', (more) =>
    withProxy(OK, async (proxy, { requests }) => {
      expect(await raw(proxy.port, head(proxy.port, more))).toMatch(/^HTTP\/1\.1 403 /);
      expect(requests).toEqual([]);
    }),
  );

  it('without a token is refused, where one is set', () =>
    withProxy(
      OK,
      async (proxy) => {
        expect(await raw(proxy.port, head(proxy.port))).toMatch(/^HTTP\/1\.1 401 /);
      },
      { token: 'a-token-of-good-length' },
    ));

  it('that its provider does not want is refused in its words', () =>
    withProxy(says('{"no":1}', 426), async (proxy) => {
      expect(await raw(proxy.port, head(proxy.port))).toMatch(/^HTTP\/1\.1 426 [^]*\{"no":1\}/);
    }));
});

describe('an offer of HTTP/2, as some clients send it with each request,', () => {
  const head = (length: string): string =>
    `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n${length}\r\n\r\n`;

  it('is ignored', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const socket = connect(proxy.port, '127.0.0.1');
      for (const request of [
        `${head('Content-Length: 4')}{"":`,
        `${head('Transfer-Encoding: chunked')}2\r\n{}\r\n0\r\n\r\n`,
      ]) {
        socket.write(request);
        expect((await once(socket, 'data'))[0].toString()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\{"ok":true\}/);
      }
      socket.destroy();
      expect(requests.map(({ body }) => body.toString())).toEqual(['{"":', '{}']);
      expect(requests[0]!.headers.upgrade).toBeUndefined();
    }));

  it('behind a request that is not answered yet ends the connection', () =>
    withProxy(
      () => undefined,
      async (proxy) => {
        expect(await raw(proxy.port, `${head('Content-Length: 2')}{}${head('Content-Length: 2')}{}`)).toBe('');
      },
    ));
});

it('health is told while many requests are compressed', () =>
  withProxy(OK, async (proxy) => {
    const { request, path } = ANTHROPIC;
    const large = Array.from({ length: 8 }, (_, at) => JSON.stringify(request(`${at}\n`.repeat(50_000))));
    const answers = Promise.all(large.map((body) => post(proxy.url + path, body)));
    expect(await json(get(`${proxy.url}/livez`))).toMatchObject({ alive: true });
    expect((await answers).map(({ status }) => status)).toEqual(large.map(() => 200));
  }));
