// Measures how long other requests wait while the proxy compresses a large one: 64 streams run, and a body of 20 MB
// comes once a second.
//   node benches/node/proxy-load.bench.mjs [seconds] [workers]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ProxyServer } from '../../dist/src/proxy/index.js';

const SECONDS = Number(process.argv[2] ?? 15);
const STREAMS = 64;
const LARGE = 20_000_000;
const EVERY_MS = 20;

/** A provider that streams an event every 20 ms, and answers other requests at once. */
function provider() {
  const server = http.createServer(async (request, response) => {
    let length = 0;
    for await (const chunk of request) length += chunk.length;
    if (length > 1000) return response.writeHead(200, { 'content-type': 'application/json' }).end('{"usage":{}}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const timer = setInterval(() => response.write(`data: {"at":${Date.now()}}\n\n`), EVERY_MS);
    response.on('close', () => clearInterval(timer));
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

async function proxy(port) {
  const own = await ProxyServer.start({ port: 0, upstreams: { anthropic: `http://127.0.0.1:${port}` } });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  process.send({ port: own.port });
  process.on('message', (what) => {
    if (what === 'begin') delay.enable();
    else {
      const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((ns) => ns / 1e6);
      process.send({ p50, p99, max, rss: process.memoryUsage.rss(), skipped: own.stats().skipped });
    }
  });
}

async function start(role, upstream = '') {
  const child = fork(new URL(import.meta.url), { env: { ...process.env, ROLE: role, UPSTREAM: upstream } });
  const [{ port }] = await once(child, 'message');
  return { port, child };
}

function post(port, body, take) {
  const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-api-key': 'k' };
  const request = http.request({ host: '127.0.0.1', port, method: 'POST', path: '/v1/messages', headers }, (from) => {
    from.on('data', take ?? (() => undefined));
    from.on('error', () => undefined);
  });
  request.on('error', () => undefined);
  request.end(body);
  return request;
}

const conversation = (text) =>
  Buffer.from(
    JSON.stringify({
      model: 'claude-sonnet-5',
      stream: true,
      messages: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
      ],
    }),
  );

/** Rows that differ in every body. */
function rows(bytes, seed) {
  const all = Array.from({ length: bytes / 70 }, (_, at) => ({
    id: seed * 1e7 + at,
    host: `node-${at % 9}`,
    ms: (at * 7919) % 1000,
  }));
  return JSON.stringify(all, null, 1);
}

async function main() {
  const upstream = await start('provider');
  const own = await start('proxy', upstream.port);
  const late = [];
  const streams = Array.from({ length: STREAMS }, () =>
    post(own.port, conversation('ok'), (chunk) => {
      for (const [, at] of chunk.toString().matchAll(/"at":(\d+)/g)) late.push(Date.now() - Number(at));
    }),
  );
  const bodies = [1, 2, 3].map((seed) => conversation(rows(LARGE, seed)));
  await new Promise((resolve) => setTimeout(resolve, 2000));
  late.length = 0;
  own.child.send('begin');
  const large = [];
  for (let at = 0; at < SECONDS; at += 1) {
    large.push(post(own.port, bodies[at % bodies.length]));
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  own.child.send('end');
  const [{ p50, p99, max, rss, skipped }] = await once(own.child, 'message');
  late.sort((a, b) => a - b);
  const quantile = (q) => late[Math.floor(late.length * q)];
  console.log(
    `event loop of the proxy: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, longest ${max.toFixed(1)} ms`,
  );
  console.log(
    `events of ${STREAMS} streams came late by: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms (${late.length} events)`,
  );
  console.log(`resident memory ${(rss / 2 ** 20).toFixed(0)} MiB; sent as they came: ${JSON.stringify(skipped)}`);
  for (const request of [...streams, ...large]) request.destroy();
  for (const { child } of [upstream, own]) child.kill();
}

const ROLES = { provider, proxy: () => proxy(process.env.UPSTREAM) };
await (ROLES[process.env.ROLE] ?? main)();
