// Connections that clients want to use for another protocol.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { raw, says, startAt, withProxy } from './support.js';

const OK = says('{"ok":true}');

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

  it('without the token is refused, if one is set', () =>
    withProxy(
      OK,
      async (proxy) => {
        expect(await raw(proxy.port, head(proxy.port))).toMatch(/^HTTP\/1\.1 401 /);
      },
      { token: 'a-token-of-good-length' },
    ));

  it('of Codex is refused with 426, so that it sends plain requests, which can be compressed', async () => {
    const codex = 'User-Agent: codex_cli_rs/0.171.0\r\n';
    await withProxy(OK, async (proxy, { requests }) => {
      expect(await raw(proxy.port, head(proxy.port, codex))).toMatch(/^HTTP\/1\.1 426 /);
      expect(requests).toEqual([]);
    });
    await withProxy(
      OK,
      async (proxy, { requests }) => {
        await raw(proxy.port, head(proxy.port, codex));
        expect(requests).toHaveLength(1);
      },
      { mode: 'passthrough' },
    );
  });

  it('that its provider refuses gets the response of the provider', () =>
    withProxy(says('{"no":1}', 426), async (proxy) => {
      expect(await raw(proxy.port, head(proxy.port))).toMatch(/^HTTP\/1\.1 426 [^]*\{"no":1\}/);
    }));
});

describe('an offer of HTTP/2, as some clients send it with each request,', () => {
  const head = (length: string): string =>
    `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n${length}\r\n\r\n`;

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
      expect(requests[0]!.headers).not.toHaveProperty('upgrade');
      expect(requests[0]!.headers).not.toHaveProperty('http2-settings');
    }));

  it('after a request that is not answered yet ends the connection', () =>
    withProxy(
      () => undefined,
      async (proxy) => {
        expect(await raw(proxy.port, `${head('Content-Length: 2')}{}${head('Content-Length: 2')}{}`)).toBe('');
      },
    ));
});
