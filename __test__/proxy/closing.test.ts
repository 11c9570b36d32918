// Closing a proxy: what is under way may end, and nothing new begins.
import { once } from 'node:events';
import { Agent, request as open } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC } from './samples.js';
import { get, JSON_TYPE, post, says, startAt, withProxy } from './support.js';

const OK = says('{"ok":true}');
const BODY = JSON.stringify(ANTHROPIC.request('short'));

describe('closing', () => {
  it('lets open streams end, and accepts no new requests', () => {
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

  it('breaks off streams that do not end in time', () =>
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
