// Standard input and output: invalid messages, messages that are too long, and the end of a connection.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';

const place = new Workplace();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A server whose messages are read one by one. */
function started() {
  const child = spawn(process.execPath, [MAIN, 'mcp', 'serve'], { cwd: place.folder, env: place.env() });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    ended: once(child, 'close'),
    send: (text: string | Buffer) => child.stdin.write(text),
    next: async (): Promise<any> => {
      const { value } = await lines.next();
      return value === undefined ? undefined : JSON.parse(value);
    },
  };
}

const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const HELLO = line({
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
});
const STATS = { method: 'tools/call', params: { name: 'headroom_stats', arguments: {} } };

it('answers an invalid message with an error, and the next one normally', async () => {
  const { send, next } = started();
  const wrong = [
    'nonsense',
    '[]',
    '{}',
    'null',
    '{"jsonrpc":"2.0","id":{},"method":7}',
    '\xff\xfe',
    '['.repeat(100_000),
  ];
  for (const text of wrong) {
    send(`${text}\n`);
    expect(await next()).toMatchObject({ id: null, error: { code: -32700 } });
  }
  send(`\n\r\n${HELLO}`);
  expect(await next()).toMatchObject({ id: 0, result: { serverInfo: { name: 'headroom' } } });
});

it('joins the pieces of a message', async () => {
  const { send, next } = started();
  for (const sign of HELLO.slice(0, 40)) send(sign);
  send(HELLO.slice(40) + line({ id: 1, method: 'ping' }));
  expect((await next()).id).toBe(0);
  expect(await next()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
});

it('refuses 100 MB in a sentence, and continues', async () => {
  const { send, next } = started();
  send(HELLO);
  await next();
  const text = Buffer.alloc(50 * 2 ** 20, 'x');
  // The SDK puts the id at the end; other clients put it first.
  const ways: [string, string][] = [
    [
      '{"method":"tools/call","params":{"name":"headroom_compress","arguments":{"text":"',
      '"}},"jsonrpc":"2.0","id":7}\n',
    ],
    [
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"headroom_compress","arguments":{"text":"',
      '"}}}\n',
    ],
  ];
  for (const [head, tail] of ways) {
    for (const part of [head, text, text, tail]) send(part);
    expect(await next()).toEqual({
      jsonrpc: '2.0',
      id: 7,
      result: {
        content: [{ type: 'text', text: expect.stringMatching(/^This is longer than 32 MB\./) }],
        isError: true,
      },
    });
  }
  for (const part of ['{"no message":"', text, '"}\n']) send(part);
  expect(await next()).toMatchObject({ id: null, error: { code: -32600 } });
  send(line({ id: 8, method: 'ping' }));
  expect((await next()).id).toBe(8);
});

it('ends after its last answer when its client closes the connection', async () => {
  const { child, send, next, ended } = started();
  send(HELLO + line({ method: 'notifications/initialized' }) + line({ id: 1, ...STATS }));
  child.stdin.end();
  expect((await next()).id).toBe(0);
  expect((await next()).id).toBe(1);
  expect(await ended).toEqual([0, null]);
});

it('ends if a request was cancelled before its client left', async () => {
  const { child, send, ended } = started();
  send(HELLO + line({ id: 1, ...STATS }) + line({ method: 'notifications/cancelled', params: { requestId: 1 } }));
  child.stdin.end();
  child.stdout.resume();
  expect(await ended).toEqual([0, null]);
});

it('ends when its client is killed', async () => {
  // The client is a process that starts the server, prints its process id, and never reads.
  const script = `
    const { spawn } = require('node:child_process');
    const server = spawn(process.execPath, [${JSON.stringify(MAIN)}, 'mcp', 'serve'], { stdio: ['pipe', 'pipe', 'ignore'] });
    server.stdin.write(${JSON.stringify(HELLO)});
    server.stdout.once('data', () => console.log(server.pid));`;
  const client = spawn(process.execPath, ['-e', script], { cwd: place.folder, env: place.env() });
  children.push(client);
  const [said] = (await once(client.stdout, 'data')) as [Buffer];
  const pid = Number(said);
  expect(isRunning(pid)).toBe(true);
  client.kill('SIGKILL');
  // If the server hangs, the guard of the test ends it.
  while (isRunning(pid)) await new Promise(setImmediate);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('prints only messages, even on an error', () => {
  const { stdout, stderr, code } = place.run(['mcp', 'serve'], HELLO, { HEADROOM_STORE: '/dev/null/nowhere' });
  expect(code).toBe(0);
  for (const text of stdout.toString().trim().split('\n')) expect(JSON.parse(text)).toMatchObject({ jsonrpc: '2.0' });
  expect(stderr).toMatch(/^(headroom: warning: .*\n)*$/);
});

it('writes nothing to disk without a store', () => {
  const state = join(place.folder, 'no state');
  const { stdout } = place.run(['mcp', 'serve'], HELLO + line({ id: 1, ...STATS }), {
    HEADROOM_STORE: '0',
    XDG_STATE_HOME: state,
    LOCALAPPDATA: state,
  });
  expect(stdout.toString()).toContain('\\"lasting\\": false');
  expect(existsSync(state)).toBe(false);
});
