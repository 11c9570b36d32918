// Measures how much later the first text of a stream reaches the caller of a wrapped client than that of the bare client. Both
// clients run in turns against a provider in another process.
//   node benches/node/streaming.bench.mjs [rounds]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { withHeadroom } from '../../dist/entries/openai.js';
import { Headroom } from '../../dist/index.js';

const ROUNDS = Number(process.argv[2] ?? 200);
const WARM_UP = 20;
const EVENTS = 40;

/** A provider of both APIs. It answers at once, event by event. */
function provider() {
  const chat = (delta) => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;
  const message = (type, more) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const text = (at) => ({ index: 0, delta: { type: 'text_delta', text: ` word ${at}` } });
  const numbers = Array.from({ length: EVENTS }, (_, at) => at);
  const usage = { input_tokens: 10, output_tokens: 10 };
  const begun = { id: 'm', type: 'message', role: 'assistant', model: 'x', content: [], usage };
  const STREAMS = {
    '/v1/chat/completions': [
      chat({ role: 'assistant' }),
      ...numbers.map((at) => chat({ content: ` word ${at}` })),
      'data: [DONE]\n\n',
    ],
    '/v1/messages': [
      message('message_start', { message: begun }),
      message('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      ...numbers.map((at) => message('content_block_delta', text(at))),
      message('content_block_stop', { index: 0 }),
      message('message_delta', { delta: { stop_reason: 'end_turn' }, usage }),
      message('message_stop', {}),
    ],
  };
  const server = http.createServer(async (request, response) => {
    for await (const _ of request);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of STREAMS[request.url]) {
      response.write(event);
      await new Promise(setImmediate);
    }
    response.end();
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

const rows = (bytes, round) =>
  JSON.stringify(
    Array.from({ length: bytes / 80 }, (_, at) => ({
      id: round * 1e6 + at,
      host: `node-${at % 9}`,
      ms: (at * 7919) % 1000,
    })),
    null,
    1,
  );
/** The result of a conversation's tool; nothing for a question without one. */
const CASES = {
  'a question, without results': () => undefined,
  '10 kB of results, sent before': () => rows(10_000, 1),
  '100 kB of results, sent before': () => rows(100_000, 1),
  '10 kB of results, new': (round) => rows(10_000, round),
  '100 kB of results, new': (round) => rows(100_000, round),
};

const schema = { type: 'object', properties: { at: { type: 'integer' } } };
const question = { role: 'user', content: 'Which hosts are in trouble?' };
const SDKS = {
  openai: {
    make: (url) => new OpenAI({ apiKey: 'k', baseURL: `${url}/v1`, maxRetries: 0 }),
    async *texts(client, result) {
      const call = { id: 'a', type: 'function', function: { name: 'fetch', arguments: '{}' } };
      const results = [
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', tool_call_id: 'a', content: result },
      ];
      const tools = [{ type: 'function', function: { name: 'fetch', parameters: schema } }];
      const messages = [question, ...(result ? results : [])];
      for await (const { choices } of await client.chat.completions.create({
        model: 'x',
        tools,
        messages,
        stream: true,
      }))
        yield choices[0].delta.content;
    },
  },
  anthropic: {
    make: (url) => new Anthropic({ apiKey: 'k', baseURL: url, maxRetries: 0 }),
    async *texts(client, result) {
      const results = [
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: result }] },
      ];
      const tools = [{ name: 'fetch', input_schema: schema }];
      const messages = [question, ...(result ? results : [])];
      const request = { model: 'x', max_tokens: 9, tools, messages, stream: true };
      for await (const { delta } of await client.messages.create(request)) yield delta?.text;
    },
  },
};

/** The milliseconds to the first text and to the end. */
async function timed(texts, client, result) {
  const start = performance.now();
  let first;
  for await (const text of texts(client, result)) if (text) first ??= performance.now() - start;
  return { first, all: performance.now() - start };
}

/** The value below which this part of the values is. The first tenth is what a quiet machine takes. */
function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)];
}

async function main() {
  const child = fork(new URL(import.meta.url), { env: { ...process.env, ROLE: 'provider' } });
  const [{ port }] = await once(child, 'message');
  const lines = [];
  for (const [sdk, { make, texts }] of Object.entries(SDKS)) {
    const bare = make(`http://127.0.0.1:${port}`);
    const headroom = new Headroom({ store: ':memory:', scope: 'streaming' });
    const clients = { bare, wrapped: withHeadroom(make(`http://127.0.0.1:${port}`), { headroom }) };
    for (const [name, resultOf] of Object.entries(CASES)) {
      const times = { bare: [], wrapped: [] };
      for (let round = 0; round < ROUNDS + WARM_UP; round += 1)
        // Who goes first changes, so that neither client always finds the caches warm.
        for (const way of round % 2 ? ['bare', 'wrapped'] : ['wrapped', 'bare']) {
          const time = await timed(texts, clients[way], resultOf(round));
          if (round >= WARM_UP) times[way].push(time);
        }
      const of = (way, what, part) =>
        quantile(
          times[way].map((time) => time[what]),
          part,
        );
      const added = (what, part) => (of('wrapped', what, part) - of('bare', what, part)).toFixed(2);
      lines.push({
        sdk,
        request: name,
        'bare: first text, ms': of('bare', 'first', 0.5).toFixed(2),
        'added, ms': added('first', 0.5),
        'of bare': (of('wrapped', 'first', 0.5) / of('bare', 'first', 0.5)).toFixed(2),
        'added, first tenth': added('first', 0.1),
        'added to the end, ms': added('all', 0.5),
      });
    }
    headroom.close();
  }
  console.table(lines);
  child.kill();
}

if (process.env.ROLE === 'provider') provider();
else await main();
