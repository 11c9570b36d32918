// Several processes on one port.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { post, says, withProvider, type Provider } from './support.js';

const place = new Workplace();
const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function started(
  { url }: Provider,
  workers: number,
  ...args: string[]
): Promise<{ child: ChildProcess; url: string }> {
  const all = [MAIN, 'proxy', '--port', '0', '--anthropic-api-url', url, '--workers', String(workers), ...args];
  const child = spawn(process.execPath, all, { env: place.env(), cwd: place.folder });
  children.push(child);
  let [said, failed] = ['', ''];
  child.stderr!.on('data', (chunk) => (failed += chunk));
  const found = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      said += chunk;
      const [, own] = /listens on (\S+)/.exec(said) ?? [];
      if (own) resolve(own);
    });
    child.on('close', () => reject(new Error(failed)));
  });
  return { child, url: found };
}

/** The processes that answer, once there are so many. */
async function pids(url: string, count: number, without?: number): Promise<number[]> {
  for (;;) {
    // What a dying process was given is lost, as Node's cluster has it.
    const ask = async (): Promise<number | undefined> => {
      const signal = AbortSignal.timeout(1000);
      const response = await fetch(`${url}/livez`, { signal, headers: { connection: 'close' } }).catch(() => undefined);
      return ((await response?.json()) as { pid: number } | undefined)?.pid;
    };
    const asked = await Promise.all(Array.from({ length: 12 }, ask));
    const found = [...new Set(asked)].filter((pid) => pid !== undefined && pid !== without) as number[];
    if (found.length >= count) return found;
  }
}

const closing = (headers: RequestInit['headers']): Headers => {
  const all = new Headers(headers);
  all.set('connection', 'close');
  return all;
};

const turn = (texts: readonly string[]): string => {
  const { messages, ...rest } = ANTHROPIC.request(texts[0]!);
  const more = texts.slice(1).flatMap((text, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `b${at}`, name: 'fetch', input: { page: at } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `b${at}`, content: text }] },
  ]);
  return JSON.stringify({ ...rest, messages: [...messages, ...more] });
};

it('a conversation keeps its prefix, whichever process answers', () =>
  withProvider(OK, async (provider) => {
    const { child, url } = await started(provider, 3);
    await pids(url, 3);
    const texts = [ROWS];
    for (let at = 0; at < 12; at += 1) {
      await post(url + ANTHROPIC.path, turn(texts));
      texts.push(ROWS.replaceAll('running', `state ${at}`).replaceAll('40', String(41 + at)));
    }
    const sent = provider.requests.map(({ body }) => JSON.parse(body.toString()).messages);
    for (const [at, messages] of sent.slice(1).entries()) expect(messages.slice(0, sent[at].length)).toEqual(sent[at]);
    expect(sent.at(-1).at(-1).content[0].content.length).toBeLessThan(ROWS.length / 2);
    // Nothing is elided: no tool was added.
    expect(JSON.parse(provider.requests.at(-1)!.body.toString()).tools).toHaveLength(1);
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
    const { stdout } = place.run(['stats', '--json']);
    expect(JSON.parse(stdout.toString()).at(-1)).toMatchObject({ name: 'all time', requests: 12 });
  }));

it('a client of the MCP server may reach another process with each request', () =>
  withProvider(OK, async (provider) => {
    const { url } = await started(provider, 3, '--store');
    await pids(url, 3);
    const client = new Client({ name: 'test', version: '1' });
    // Without keep-alive, each request is given to the next process.
    const fresh: typeof fetch = (input, init) => fetch(input, { ...init, headers: closing(init?.headers) });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { fetch: fresh }) as never);
    for (let at = 0; at < 6; at += 1)
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain('headroom_retrieve');
    const stats = await client.callTool({ name: 'headroom_stats', arguments: {} });
    expect(stats.isError ?? false).toBe(false);
    expect((await fetch(`${url}/mcp`, { method: 'DELETE' })).status).toBe(405);
    await client.close();
  }));

it.each([1, 3])('with %i processes, one that dies is replaced', (workers) =>
  withProvider(OK, async (provider) => {
    const { child, url } = await started(provider, workers);
    const [first] = await pids(url, workers);
    process.kill(first!, 'SIGKILL');
    expect(await pids(url, workers, first)).not.toContain(first);
    child.kill('SIGINT');
    expect((await once(child, 'close'))[0]).toBe(0);
  }),
);

it('a signal also ends processes that are still starting', () =>
  withProvider(OK, async (provider) => {
    const { child } = await started(provider, 4);
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
  }));

it('a port that is in use is reported once', () =>
  withProvider(OK, async (provider) => {
    const { url } = await started(provider, 3);
    await expect(started(provider, 3, '--port', new URL(url).port)).rejects.toThrow(
      /^headroom: a headroom proxy [^\n]* already runs at [^\n]*\n(headroom: the proxy could not be started\n)?$/,
    );
  }));
