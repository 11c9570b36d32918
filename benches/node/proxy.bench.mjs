// Measures what the proxy adds to a request, beside a pass-through of thirty lines. Both run in turns.
//   node benches/node/proxy.bench.mjs [rounds]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { ProxyServer } from '../../dist/src/proxy/index.js';
import { provider } from './provider.mjs';

const ROUNDS = Number(process.argv[2] ?? 300);
const ROLE = process.env.ROLE;

/** The minimum of a proxy. */
function bare(port) {
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    const { method, url: path, headers } = request;
    const out = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (from) => {
      response.writeHead(from.statusCode, from.headers);
      from.pipe(response);
    });
    request.pipe(out);
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

async function headroom(mode, port) {
  const proxy = await ProxyServer.start({ port: 0, mode, upstreams: { anthropic: `http://127.0.0.1:${port}` } });
  process.send({ port: proxy.port });
  process.on('message', () => process.send({ rss: process.memoryUsage.rss(), skipped: proxy.stats().skipped }));
}

async function main() {
  const children = [];
  const start = async (role, upstream) => {
    const child = fork(new URL(import.meta.url), { env: { ...process.env, ROLE: role, UPSTREAM: upstream } });
    children.push(child);
    const [{ port }] = await once(child, 'message');
    return { port, child };
  };
  const upstream = await start('provider');
  const ways = {
    direct: upstream,
    bare: await start('bare', upstream.port),
    passthrough: await start('passthrough', upstream.port),
    optimize: await start('optimize', upstream.port),
  };
  console.log('request                        way          p50 ms   p99 ms   added p50   of bare');
  for (const [name, make] of Object.entries(CASES)) {
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
    for (let round = 0; round < ROUNDS + 20; round += 1)
      for (const [way, { port }] of Object.entries(ways)) {
        const ms = await timed(port, make(round));
        if (round >= 20) times[way].push(ms);
      }
    const [direct, least] = [quantile(times.direct, 0.5), quantile(times.bare, 0.5)];
    for (const way of Object.keys(ways)) {
      const [p50, p99] = [quantile(times[way], 0.5), quantile(times[way], 0.99)];
      const ratio = way === 'direct' ? '' : ((p50 - direct) / (least - direct)).toFixed(2);
      console.log(
        `${name.padEnd(30)} ${way.padEnd(11)} ${num(p50)} ${num(p99)}  ${num(p50 - direct)}   ${ratio.padStart(8)}`,
      );
    }
  }
  for (const way of Object.keys(ways)) {
    const rate = await throughput(ways[way].port, CASES['27 kB, nothing to compress'](0), 4, 2000);
    console.log(`4 clients, 27 kB               ${way.padEnd(11)} ${rate.toFixed(0).padStart(8)} requests/s`);
  }
  ways.optimize.child.send('memory');
  const [{ rss, skipped }] = await once(ways.optimize.child, 'message');
  console.log(
    `resident memory of the proxy: ${(rss / 2 ** 20).toFixed(0)} MiB; sent as they came: ${JSON.stringify(skipped)}`,
  );
  for (const child of children) child.kill();
}

function conversation(text, round) {
  return Buffer.from(
    JSON.stringify({
      model: 'claude-sonnet-5',
      max_tokens: 100,
      messages: [
        { role: 'user', content: `Question ${round}` },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: { url: 'x' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
      ],
    }),
  );
}

/** Words that have nothing in common. */
function noise(bytes, seed) {
  let [state, text] = [seed + 1, ''];
  while (text.length < bytes) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += `${state.toString(36)}${state % 11 === 0 ? '\n' : ' '}`;
  }
  return text;
}

const rows = (bytes, round) => {
  const all = Array.from({ length: bytes / 80 }, (_, at) => ({
    id: round * 1e6 + at,
    host: `node-${at % 9}`,
    state: 'running',
    ms: (at * 7919) % 1000,
  }));
  return JSON.stringify(all, null, 1);
};
const CONSTANT = noise(27_000, 7);
const CASES = {
  '1 kB, nothing to compress': () => conversation('ok', 0),
  '27 kB, nothing to compress': () => conversation(CONSTANT, 0),
  '1 MB, nothing to compress': (round) => conversation(noise(1_000_000, round % 3), 0),
  '100 kB tool result, new': (round) => conversation(rows(100_000, round), round),
  '100 kB tool result, sent before': () => conversation(rows(100_000, 1), 1),
};

const client = new http.Agent({ keepAlive: true });

function timed(port, body) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-api-key': 'k' };
    const request = http.request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/messages',
      headers,
      agent: client,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(performance.now() - start));
    });
    request.end(body);
  });
}

async function throughput(port, body, clients, count) {
  const start = performance.now();
  let left = count;
  const work = async () => {
    while (left-- > 0) await timed(port, body);
  };
  await Promise.all(Array.from({ length: clients }, work));
  return (count * 1000) / (performance.now() - start);
}

function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))];
}

function num(value) {
  return value.toFixed(2).padStart(8);
}

if (ROLE === 'provider') provider();
else if (ROLE === 'bare') bare(Number(process.env.UPSTREAM));
else if (ROLE) await headroom(ROLE, Number(process.env.UPSTREAM));
else await main();
