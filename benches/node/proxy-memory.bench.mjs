// Whether the memory of the proxy stays flat, and how many requests a second it takes.
//   node benches/node/proxy-memory.bench.mjs [requests]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProxyServer } from '../../dist/src/proxy/index.js';
import { provider } from './provider.mjs';

const REQUESTS = Number(process.argv[2] ?? 100_000);
const CLIENTS = 4;
/** At these shares of all requests memory is looked at. */
const MARKS = [0.1, 0.25, 0.5, 0.75, 1];
const MIB = 2 ** 20;

async function proxy(port) {
  const folder = process.env.FOLDER;
  const upstreams = { anthropic: `http://127.0.0.1:${port}` };
  const own = await ProxyServer.start({
    port: 0,
    store: join(folder, 'store'),
    savings: join(folder, 'savings.jsonl'),
    upstreams,
  });
  process.send({ port: own.port });
  process.on('message', () => {
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send({ rss, heapUsed, external, skipped: own.stats().skipped });
  });
}

/** A conversation of 6,700 tokens: some that go on, most of them new. */
function body(at) {
  const conversation = Math.floor(at / 5);
  const rows = Array.from({ length: 150 }, (_, row) => ({
    id: conversation * 1000 + row,
    host: `node-${row % 9}.example`,
    state: row % 13 === 0 ? 'failed' : 'running',
    ms: (row * 7919 + conversation) % 1000,
  }));
  const result = (id, content) => ({ role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] });
  const call = (id) => ({ role: 'assistant', content: [{ type: 'tool_use', id, name: 'fetch', input: {} }] });
  const turns = Array.from({ length: at % 5 }, (_, turn) => [call(`t${turn}`), result(`t${turn}`, `turn ${turn}`)]);
  const messages = [
    { role: 'user', content: `Question ${conversation}` },
    call('a'),
    result('a', JSON.stringify(rows, null, 1)),
    call('b'),
    result('b', JSON.stringify(rows.toReversed())),
    ...turns.flat(),
  ];
  return Buffer.from(JSON.stringify({ model: 'claude-sonnet-5', max_tokens: 100, messages }));
}

async function start(role, env) {
  const child = fork(new URL(import.meta.url), { env: { ...process.env, ROLE: role, ...env } });
  const [{ port }] = await once(child, 'message');
  return { child, port };
}

function post(port, agent, bytes) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length, 'x-api-key': 'k' };
    const options = { host: '127.0.0.1', port, method: 'POST', path: '/v1/messages', headers, agent };
    const request = http.request(options, (response) => response.resume().on('end', resolve));
    request.on('error', reject);
    request.end(bytes);
  });
}

async function memoryOf({ child }) {
  child.send('memory');
  const [{ rss, heapUsed, external, skipped }] = await once(child, 'message');
  const mib = (bytes) => (bytes / MIB).toFixed(0).padStart(5);
  return `resident ${mib(rss)} MiB, heap ${mib(heapUsed)} MiB, external ${mib(external)} MiB  ${JSON.stringify(skipped)}`;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-memory-'));
  const upstream = await start('provider');
  const own = await start('proxy', { UPSTREAM: upstream.port, FOLDER: folder });
  console.log(`idle             ${await memoryOf(own)}`);
  const agent = new http.Agent({ keepAlive: true });
  let next = 0;
  let since = performance.now();
  let before = 0;
  for (const share of MARKS) {
    const until = Math.round(REQUESTS * share);
    const work = async () => {
      while (next < until) await post(own.port, agent, body(next++));
    };
    await Promise.all(Array.from({ length: CLIENTS }, work));
    const rate = ((until - before) * 1000) / (performance.now() - since);
    console.log(`${String(until).padStart(7)} requests ${await memoryOf(own)}  ${rate.toFixed(0)} requests/s`);
    [since, before] = [performance.now(), until];
  }
  for (const { child } of [own, upstream]) child.kill();
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

const ROLES = { provider, proxy: () => proxy(Number(process.env.UPSTREAM)) };
await (ROLES[process.env.ROLE] ?? main)();
