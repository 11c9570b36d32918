// Access to the server over HTTP, and the limit of sessions.
import { describe, expect, it } from 'vitest';
import { startHttp } from '../../dist/src/mcp/index.js';
import { get, post } from '../proxy/support.js';
import { overHttp, withServer } from './support.js';

const TOKEN = 'a-token-of-good-length';
const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const hello = JSON.stringify({
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});

describe('a request is refused', () => {
  it.each([
    ['with a host name of somebody else', { host: 'evil.example' }, 403],
    ['with a host name that only looks like ours', { host: 'localhost.evil.example' }, 403],
    ['of a web page', { origin: 'https://evil.example' }, 403],
    ['of a page on this machine', { origin: 'http://localhost:3000' }, 403],
    ['of a page without a name', { origin: 'null' }, 403],
    ['of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of a session that is none', { 'mcp-session-id': 'x' }, 404],
  ])('%s', (_, headers, status) =>
    withServer({}, async ({ url }) => {
      const reply = await post(url, hello, { ...JSON_TYPE, ...headers });
      expect(reply.status).toBe(status);
      expect(JSON.parse(reply.body.toString())).toMatchObject({
        jsonrpc: '2.0',
        error: { message: expect.any(String) },
      });
    }),
  );

  it.each([
    ['nonsense', 400],
    ['[', 400],
    ['{}', 404],
    ['[]', 404],
    ['null', 404],
    [JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }), 404],
  ])('for the body %j', (body, status) =>
    withServer({}, async ({ url }) => {
      expect((await post(url, body, JSON_TYPE)).status).toBe(status);
      expect((await post(url, hello, JSON_TYPE)).status).toBe(200);
    }),
  );

  it('for another address', () =>
    withServer({}, async ({ url }) => {
      expect((await get(new URL('/', url).href)).status).toBe(404);
      expect((await post(new URL('/mcp/x', url).href, hello, JSON_TYPE)).status).toBe(404);
      expect((await get(url, JSON_TYPE)).status).toBe(404);
    }));
});

it('100 MB are refused before they are read', () =>
  withServer({}, async ({ url }) => {
    const { status, body } = await post(url, '{', { ...JSON_TYPE, 'content-length': String(100 * 2 ** 20) });
    expect(status).toBe(413);
    expect(JSON.parse(body.toString()).error.message).toMatch(/^This is longer than 32 MB\./);
  }));

it('a token is required if one is set, as a header or a bearer token', () =>
  withServer({ token: TOKEN }, async (server) => {
    expect((await post(server.url, hello, JSON_TYPE)).status).toBe(401);
    await expect(overHttp(server, async () => 0, { authorization: 'Bearer wrong' })).rejects.toThrow();
    expect(await overHttp(server, async () => 1, { authorization: `Bearer ${TOKEN}` })).toBe(1);
    expect(await overHttp(server, async () => 2, { 'x-headroom-token': TOKEN })).toBe(2);
  }));

it.each([
  [{ host: '0.0.0.0' }, /0\.0\.0\.0 can be reached from other machines: set a token/],
  [{ token: 'short' }, /at least 16 characters/],
])('does not start with %j', async (options, message) => {
  await expect(startHttp({ port: 0, store: ':memory:', ...options })).rejects.toThrow(message);
});

it('the least recently used session ends when there are too many', () =>
  withServer({}, async ({ url }) => {
    const sessions: string[] = [];
    for (let at = 0; at < 33; at += 1)
      sessions.push(String((await post(url, hello, JSON_TYPE)).headers['mcp-session-id']));
    const ping = async (session: string): Promise<number> => {
      const headers = { ...JSON_TYPE, 'mcp-session-id': session, 'mcp-protocol-version': '2025-06-18' };
      return (await post(url, '{"jsonrpc":"2.0","id":1,"method":"ping"}', headers)).status;
    };
    expect(await ping(sessions[0]!)).toBe(404);
    expect(await ping(sessions[1]!)).toBe(200);
    expect(await ping(sessions[32]!)).toBe(200);
  }));

it('a session ends when its client ends it', () =>
  withServer({}, async ({ url }) => {
    const session = String((await post(url, hello, JSON_TYPE)).headers['mcp-session-id']);
    const headers = { ...JSON_TYPE, 'mcp-session-id': session, 'mcp-protocol-version': '2025-06-18' };
    expect((await post(url, '', headers, 'DELETE')).status).toBe(200);
    expect((await post(url, '{"jsonrpc":"2.0","id":1,"method":"ping"}', headers)).status).toBe(404);
  }));
