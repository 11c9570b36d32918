// `headroom proxy`, as a shell runs it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, json, post, says, withProvider, type Provider } from './support.js';

const place = new Workplace();
const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A proxy in a process of its own. */
interface Child {
  readonly process: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** All that it printed, once it has ended. */
  ended(): Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts one, and waits until it says where it listens. */
async function started(args: readonly string[], env: Record<string, string> = {}): Promise<Child> {
  const child = spawn(process.execPath, [MAIN, 'proxy', ...args], { env: place.env(env), cwd: place.folder });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      const [, found] = /listens on (\S+)/.exec(stdout) ?? [];
      if (found) resolve(found);
    });
    child.on('close', () => reject(new Error(stderr)));
  });
  const closed = once(child, 'close');
  return {
    process: child,
    url,
    port: Number(new URL(url).port),
    ended: async () => ({ code: (await closed)[0] as number | null, stdout, stderr }),
  };
}

const inFrontOf = ({ url }: Provider): string[] => ['--port', '0', '--anthropic-api-url', url];

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  it('ends the proxy after its requests, and prints what was saved', () =>
    withProvider(OK, async (provider) => {
      const proxy = await started(inFrontOf(provider));
      // On a busy machine compressing may take longer than it may.
      let isCompressed = false;
      for (let round = 0; !isCompressed; round += 1) {
        const body = JSON.stringify(ANTHROPIC.request(ROWS.replace('4000', String(round))));
        const { headers } = await post(proxy.url + ANTHROPIC.path, body);
        isCompressed = headers['x-headroom-compressed'] === 'true';
      }
      proxy.process.kill(signal);
      const { code, stdout, stderr } = await proxy.ended();
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `headroom: ${signal}: requests under way may end; press again to break them off\n`,
      });
      expect(stdout).toMatch(/\n\d+ requests?: [\d,]+ of [\d,]+ estimated tokens saved, \$0\.\d+ at list prices\n$/);
      expect(Number(/([\d,]+) of/.exec(stdout)![1]!.replace(',', ''))).toBeGreaterThan(500);
    }));
});

it('in the mode audit, the summary and `stats` say what could be saved, because nothing was', () =>
  withProvider(OK, async (provider) => {
    const proxy = await started([...inFrontOf(provider), '--mode', 'audit']);
    const { headers } = await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
    expect(headers['x-headroom-compressed']).toBeUndefined();
    const stats = spawnSync(process.execPath, [MAIN, 'stats', '-p', String(proxy.port)], { env: place.env() });
    expect(stats.stdout.toString()).toMatch(/^[\d,]+ of [\d,]+ tokens could be saved \(/);
    proxy.process.kill('SIGTERM');
    expect((await proxy.ended()).stdout).toMatch(/ of [\d,]+ estimated tokens could be saved, /);
  }));

it('a second signal breaks off open requests', () =>
  withProvider(
    (_request, response) => void response.writeHead(200).write('begins'),
    async (provider) => {
      const proxy = await started(inFrontOf(provider));
      const reply = post(proxy.url + ANTHROPIC.path, '{}').catch(() => undefined);
      while (provider.requests.length === 0) await new Promise(setImmediate);
      proxy.process.kill('SIGINT');
      await once(proxy.process.stderr!, 'data');
      proxy.process.kill('SIGINT');
      expect((await proxy.ended()).code).toBe(1);
      await reply;
    },
  ));

it('a running proxy has a file that only its user can read, and removes it at its end', () =>
  withProvider(OK, async (provider) => {
    const proxy = await started(inFrontOf(provider));
    const path = join(place.folder, '.state', 'headroom', `proxy-${proxy.port}.json`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      pid: proxy.process.pid,
      port: proxy.port,
      url: proxy.url,
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    proxy.process.kill('SIGTERM');
    await proxy.ended();
    expect(existsSync(path)).toBe(false);
  }));

it('a second proxy on the same port reports the first one', () =>
  withProvider(OK, async (provider) => {
    const proxy = await started(inFrontOf(provider));
    const { code, stderr } = await runToEnd(['--port', String(proxy.port)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(
        `^headroom: a headroom proxy \\(process ${proxy.process.pid}, version [\\d.]+\\) already runs at ${proxy.url}: `,
      ),
    );
    expect((await get(`${proxy.url}/livez`)).status).toBe(200);
  }));

it('a port that another program has is reported', async () => {
  const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await runToEnd(['--port', String(port)]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `headroom: cannot listen on 127.0.0.1:${port}: the port is in use. Stop what listens there, or choose another port with --port.\n`,
  });
  other.close();
});

it('options go before the environment', () =>
  withProvider(OK, async (provider) => {
    const env = {
      HEADROOM_PORT: '0',
      HEADROOM_HOST: '127.0.0.1',
      HEADROOM_MODE: 'passthrough',
      HEADROOM_PROXY_TOKEN: 'a-token-of-good-length',
      ANTHROPIC_TARGET_API_URL: provider.url,
      OPENAI_TARGET_API_URL: 'http://127.0.0.1:1',
    };
    const proxy = await started(['--openai-api-url', provider.url, '--upstream', `own=${provider.url}`], env);
    const headers = { 'x-headroom-token': env.HEADROOM_PROXY_TOKEN };
    expect((await get(`${proxy.url}/health`)).status).toBe(401);
    expect(await json(get(`${proxy.url}/health`, headers))).toMatchObject({
      mode: 'passthrough',
      upstreams: { anthropic: `${provider.url}/`, openai: `${provider.url}/`, own: `${provider.url}/` },
    });
    await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)), headers);
    expect(ANTHROPIC.resultIn(JSON.parse(provider.requests[0]!.body.toString()))).toBe(ROWS);
  }));

it('says at which address it is reached from elsewhere, and that clients need the secret', async () => {
  const proxy = await started(['--port', '0', '--host', '0.0.0.0'], { HEADROOM_PROXY_TOKEN: 'a-token-of-good-length' });
  proxy.process.kill('SIGTERM');
  const { stdout } = await proxy.ended();
  expect(stdout).toContain(`OPENAI_BASE_URL=http://127.0.0.1:${proxy.port}/v1`);
  expect(stdout).toContain('Other machines write the name of this one instead of 127.0.0.1.');
  expect(stdout).toContain('Clients send the secret in HEADROOM_PROXY_TOKEN as the header x-headroom-token.');
});

it.each(['--images=auto', '--pruning=auto'])('%s without a store names the option that sets one', async (option) => {
  const { code, stderr } = await runToEnd([option]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('`--store` on the command line')]);
});

it('warns once if savings cannot be kept', async () => {
  const file = place.write('no-folder', '');
  const proxy = await started(['--port', '0', '--savings-path', join(file, 'savings.jsonl')]);
  proxy.process.kill('SIGTERM');
  const { stderr } = await proxy.ended();
  expect(stderr.match(/warning: savings cannot be kept in .*: they end with this process\n/g)).toHaveLength(1);
});

it('--check prints the configuration and which providers answer, and starts nothing', () =>
  withProvider(OK, async ({ url }) => {
    const args = ['--anthropic-api-url', url, '--openai-api-url', url, '--gemini-api-url', 'http://127.0.0.1:1'];
    const { code, stdout, stderr } = await runToEnd(['--check', ...args], {
      HEADROOM_PROXY_TOKEN: 'a-token-of-good-length',
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'headroom: no answer from gemini\n' });
    expect(stdout.split('\n').map((line) => line.replace(/\d+ ms/, 'N ms'))).toEqual([
      'address  http://127.0.0.1:8787',
      'mode     optimize',
      'token    needed in x-headroom-token',
      'store    none: nothing is elided',
      `savings  ${join(place.folder, '.state', 'headroom', 'savings.jsonl')}`,
      'providers',
      `  anthropic  ${url}/  answers (status 200, N ms)`,
      `  openai     ${url}/  answers (status 200, N ms)`,
      '  gemini     http://127.0.0.1:1/  does not answer (ECONNREFUSED)',
      '',
    ]);
  }));

it.each([
  [['--port', '70000'], {}, "option '-p, --port <port>' argument '70000' is invalid. Give a port from 0 to 65535."],
  [['--upstream', 'x'], {}, "option '--upstream <name=url>' argument 'x' is invalid. Give NAME=URL."],
  [
    ['--host', '0.0.0.0'],
    {},
    '0.0.0.0 can be reached from other machines: set a token in HEADROOM_PROXY_TOKEN, or listen on 127.0.0.1',
  ],
  [[], { HEADROOM_PORT: 'x' }, "HEADROOM_PORT is 'x'. Give a port from 0 to 65535."],
  [[], { HEADROOM_MODE: 'simulate' }, "HEADROOM_MODE is 'simulate'. Use one of optimize, audit, passthrough."],
  [
    ['--openai-api-url', 'x'],
    {},
    'upstream `openai`: an address such as https://api.example.com, without credentials, query or fragment',
  ],
])('refuses %j %j', async (args, env, message) => {
  const { code, stderr } = await runToEnd(args, env);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `headroom: ${message}\n` });
});

it('--check says that several processes without a store share decisions only', () => {
  const closed = ['anthropic', 'openai', 'gemini'].flatMap((name) => [`--${name}-api-url`, 'http://127.0.0.1:1']);
  const { stdout } = place.run(['proxy', '--check', '--workers', '2', ...closed]);
  expect(stdout.toString()).toContain(
    `\nstore    ${join(place.folder, '.state', 'headroom')}, for decisions only: nothing is elided\n`,
  );
});

it.each([
  [['--pruning', 'auto'], 'pruning needs a store'],
  [['--images', 'auto'], 'changing images needs a store'],
  [['--semantic-cache', '/no/folder'], 'set `responseCache`'],
  [['--host', '0.0.0.0'], 'set a token in HEADROOM_PROXY_TOKEN'],
  [['--port', '8787', '--upstream', 'own=http://localhost:8787'], 'is the address of this proxy'],
  [['--log-contents', '--workers', '2'], 'logged contents stay in the memory of one process'],
])('--check refuses %j, as the start does', (args, message) => {
  for (const more of [['--check'], []]) {
    const { code, stderr } = place.run(['proxy', '--port', '0', ...args, ...more]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  }
});

it.each([
  [['--store-ttl', '30d', '--store-limit', '1gb'], {}, ['2,592,000 s', '1,073,741,824 bytes']],
  [
    ['--cache-ttl', '86400'],
    { HEADROOM_STORE_TTL: '1h', HEADROOM_STORE_LIMIT: '2mb' },
    ['86,400 s', '2,097,152 bytes'],
  ],
  [[], { HEADROOM_STORE_TTL: '1h' }, ['3,600 s']],
])('--check says how long and how much the store keeps: %j %j', async (args, env, parts) => {
  const { stdout } = await runToEnd(
    ['--check', '--port', '0', '--store', '--upstream', 'x=http://127.0.0.1:1', ...args],
    env,
  );
  for (const part of parts) expect(stdout).toContain(part);
  const { stdout: help } = await runToEnd(['--help']);
  expect(help).toContain('--store-ttl');
  expect(help).not.toContain('--cache-ttl');
});

describe('--config', () => {
  const FILE = `port = 0
budget = ["20/day", "2.50/hour"]
on-budget = "warn"
rate-limit = 60
response-cache = 30
shadow = "5%"
savings-path = "none"
token = "a-token-of-good-length"

[upstream]
router = "http://127.0.0.1:1/api"
`;

  it('sets values that options and the environment leave open', async () => {
    const file = place.write('proxy.toml', FILE);
    const { stdout } = await runToEnd(['--config', file, '--check', '--rate-limit', '7'], { HEADROOM_SHADOW: '0.5' });
    for (const line of [
      'address  http://127.0.0.1:0',
      'token    needed in x-headroom-token',
      'savings  in memory',
      'budget   $20/day, $2.5/hour (warn)',
      'limit    7 requests a minute for each client',
      'cache    the same request gets the same response for 30 s',
      'shadow   50% of conversations are sent as they are',
      '  router     http://127.0.0.1:1/api  does not answer (ECONNREFUSED)',
    ])
      expect(stdout.split('\n')).toContain(line);
    expect(stdout).not.toContain('a-token-of-good-length');
  });

  it.each([
    ['prot = 1', 'unknown setting `prot` (did you mean port?)'],
    ['port = "x"', '`port`: Give a port from 0 to 65535.'],
    ['port = [1, 2]', '`port`: Give one value.'],
    ['port = 1979-05-27', '`port` is a text, a number, true or false, or a list of these'],
    ['mode = "fast"', '`mode`: Use one of optimize, audit, passthrough.'],
    ['store = "here"', '`store`: Give an absolute path.'],
    ['budget = "much"', '`budget`: Give dollars and a period, such as 20/day, 2.50/hour or 300/month.'],
    ['retries = 6', '`retries`: Give a whole number from 0 to 5.'],
    ['store-ttl = "soon"', '`store-ttl`: Give a time above 0 in seconds, or with s, m, h, d or w, such as 7d.'],
    ['store-limit = 0', '`store-limit`: Give a size above 0 in bytes, or with kb, mb, gb or tb, such as 1gb.'],
    ['shadow = 7', '`shadow`: Give a share such as 5% or 0.05.'],
  ])('refuses %s', async (text, message) => {
    const file = place.write('wrong.toml', text);
    const { code, stderr } = await runToEnd(['--config', file, '--check']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
    expect(stderr).toContain(file);
  });

  it('quotes nothing of a file that is not TOML', async () => {
    const file = place.write('broken.toml', 'token = "my-very-own-secret\n');
    const { code, stderr } = await runToEnd(['--config', file, '--check']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `headroom: ${file} is not TOML (line 1, column 28)\n` });
  });

  it('refuses a file that others may write, and a missing file', async () => {
    const file = place.write('open.toml', 'port = 0\n');
    chmodSync(file, 0o666);
    expect((await runToEnd(['--config', file, '--check'])).stderr).toContain('may be written by others');
    expect((await runToEnd(['--config', `${file}x`, '--check'])).stderr).toBe(`headroom: ${file}x does not exist\n`);
  });
});

/** Runs the command to its end. */
async function runToEnd(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, 'proxy', ...args], { env: place.env(env), cwd: place.folder });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
