// Restarts, forged markers and doubled reports.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '@headroom/native';
import { afterAll, expect, it } from 'vitest';
import type { ProxyServer } from '../../dist/src/proxy/index.js';
import type { Json } from '../support/protocols/index.js';
import { bodyOf, CASES, LOG, model, requestOf } from './dialogue.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { JSON_TYPE, post, says, startAt, withProvider, withProxy, type Reply } from './support.js';

const FOLDER = mkdtempSync(join(tmpdir(), 'headroom-faults-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');
/** Many in `npm run test:torture`. */
const RESTARTS = process.env['HEADROOM_TORTURE'] ? 200 : 8;
const CLIENTS = 4;
/** A longer conversation would make each request larger. */
const MAX_TURNS = 12;

/** The turns of a client's conversation. */
function turn(client: number, count: number): Json {
  const { messages, ...rest } = ANTHROPIC.request(`${ROWS} `) as Json;
  const more = Array.from({ length: count }, (_, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `b${at}`, name: 'fetch', input: { page: at } }] },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: `b${at}`, content: ROWS.replaceAll('eu', `eu-${client}-${at}`) }],
    },
  ]);
  const [first, ...others] = messages;
  return { ...rest, messages: [{ ...first, content: `I am client ${client}.` }, ...others, ...more.flat()] };
}

it('a proxy that restarts under load breaks off no response, and conversations keep their prefix', () =>
  withProvider(OK, async (provider) => {
    let proxy: ProxyServer = await startAt(provider.url, { store: FOLDER });
    const { port } = proxy;
    let [isOver, answered] = [false, 0];
    /** Sends a turn until it is answered. While the proxy is away, connections are refused. */
    const answer = async (body: string): Promise<Reply> => {
      for (;;) {
        const reply = await post(`http://127.0.0.1:${port}${ANTHROPIC.path}`, body).catch(() => undefined);
        if (reply) return reply;
      }
    };
    const client = async (_: unknown, own: number): Promise<void> => {
      for (let count = 0; !isOver; count = Math.min(count + 1, MAX_TURNS)) {
        expect(await answer(JSON.stringify(turn(own, count)))).toMatchObject({ status: 200, isWhole: true });
        answered += 1;
      }
    };
    const clients = Array.from({ length: CLIENTS }, client);
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      const until = answered + CLIENTS;
      while (answered < until) await new Promise((resolve) => setImmediate(resolve));
      await proxy.close();
      proxy = await startAt(provider.url, { store: FOLDER, port });
    }
    isOver = true;
    await Promise.all(clients);
    await proxy.close();
    for (let own = 0; own < CLIENTS; own += 1) {
      const sent = provider.requests
        .map(bodyOf)
        .filter(({ messages }) => messages[0].content.includes(`client ${own}`));
      expect(sent.length).toBeGreaterThanOrEqual(RESTARTS);
      for (const [at, { messages }] of sent.slice(1).entries())
        expect(messages.slice(0, sent[at]!['messages'].length)).toEqual(
          sent[at]!['messages'].slice(0, messages.length),
        );
    }
  }));

it('a marker with the handle of another scope fetches nothing', async () => {
  const store = await Store.open({ memory: true });
  const [foreign] = await store.scope('another').put([`a foreign secret\n${LOG}`]);
  const [, protocol, sample] = CASES[0]!;
  const call = (handle: string) => () => ({ calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle } }] });
  for (const handle of [foreign!, foreign!.toUpperCase(), foreign!.slice(0, 8), 'zzzzzzzzzzzzzzzz'])
    await withProxy(
      model(protocol, [() => ({ say: 'Hi.' }), call(handle), () => ({ say: 'I see.' })]),
      async (proxy, { requests }) => {
        await post(proxy.url + sample.path, JSON.stringify(requestOf(sample, true)));
        const asked = requestOf(sample, false) as Json;
        const marker = `[3000 lines left out: headroom_retrieve ${handle}] 1-3000\n`;
        asked['messages'].at(-1).content[0].content = `${marker}${LOG}`;
        await post(proxy.url + sample.path, JSON.stringify(asked));
        expect(requests).toHaveLength(3);
        for (const { body } of requests) expect(body.toString()).not.toContain('a foreign secret');
        expect(bodyOf(requests[2]!)['messages'].at(-1).content[0]).toMatchObject({ is_error: true });
      },
      { store: store as never },
    );
});

it('usage that a stream reports several times is counted once', () => {
  const usage = (output: number): string =>
    `event: message_delta\ndata: ${JSON.stringify({ type: 'message_delta', delta: {}, usage: { output_tokens: output } })}\n\n`;
  const start = { input_tokens: 100, cache_read_input_tokens: 7, cache_creation_input_tokens: 0, output_tokens: 1 };
  const head = `event: message_start\ndata: ${JSON.stringify({ type: 'message_start', message: { usage: start } })}\n\n`;
  return withProxy(
    says(head + head + usage(5) + usage(10) + usage(10), 200, { 'content-type': 'text/event-stream' }),
    async (proxy) => {
      await post(proxy.url + ANTHROPIC.path, JSON.stringify({ ...ANTHROPIC.request(ROWS), stream: true }), JSON_TYPE);
      await proxy.close();
      expect(proxy.stats().totals).toMatchObject({ input: 100, cacheRead: 7, output: 10, incomplete: 0 });
    },
  );
});
