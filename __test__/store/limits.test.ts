// How long a store keeps originals and how many: where this is set, and in which words.
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Headroom } from '@headroom/native';
import { SETTINGS } from '../../dist/src/cli/proxy/settings/index.js';
import { Workplace } from '../cli/headroom.js';
import { LOG } from '../agents/log.js';
import { get, json, says, withProxy } from '../proxy/support.js';
import { overHttp, withServer } from '../mcp/support.js';

const place = new Workplace();
const MB = 2 ** 20;
/** The limit of the store that `headroom store` opens. It opens none that is absent, so one is made first. */
function limitOf(env: Record<string, string> = {}, args: readonly string[] = []): number {
  place.run(['compress', '-', ...('HEADROOM_STORE' in env ? [] : ['--store'])], LOG, env);
  const { stdout, stderr } = place.run(['store', 'stats', '--json', ...args], '', env);
  expect(stderr).toBe('');
  return (JSON.parse(stdout.toString()) as { limitBytes: number }).limitBytes;
}

it.each([
  ['90', 90],
  ['90s', 90],
  ['1.5h', 5400],
  ['7D', 604_800],
  [' 2 w ', 1_209_600],
])('%j is a time of %i seconds', (text, seconds) => expect(SETTINGS.storeTtl.read(text)).toBe(seconds));

it.each([
  ['1000', 1000],
  ['1000b', 1000],
  ['1kb', 1024],
  ['1.5 MB', 1.5 * MB],
  ['1gb', 1024 * MB],
])('%j is a size of %i bytes', (text, bytes) => expect(SETTINGS.storeLimit.read(text)).toBe(bytes));

it.each(['', '0', '0.1b', '-1', '1e9', '7 days', '7dd', 'd', '1constructor', '9'.repeat(400), '7d; rm'])(
  '%j is neither a time nor a size',
  (text) => {
    expect(() => SETTINGS.storeTtl.read(text)).toThrow('Give a time above 0');
    expect(() => SETTINGS.storeLimit.read(text)).toThrow('Give a size above 0');
  },
);

it('an original that nobody uses goes after the time that is set', async () => {
  const store = join(place.folder, 'short');
  const originals = await new Headroom({ store, scope: 's', storeTtl: 1 }).originals();
  const [handle] = await originals.put(['a text that nobody reads']);
  expect(await originals.has(handle!)).toBe(true);
  await pause(2100);
  // A store purges itself once in many writes.
  for (let more = 0; await originals.has(handle!); more += 1) await originals.put([`another text: ${more}`]);
  await expect(originals.retrieve(handle!)).rejects.toMatchObject({ code: 'retrieve/expired' });
});

describe('the limit of the store counts', () => {
  it('for commands: from the environment, the file and the default', () => {
    const config = place.write('limits.json', JSON.stringify({ storeLimit: 3 * MB }));
    const file = { HEADROOM_CONFIG: config };
    expect([
      limitOf(),
      limitOf(file),
      limitOf({ ...file, HEADROOM_STORE_LIMIT: '4mb' }),
      limitOf({ ...file, HEADROOM_STORE: join(place.folder, 'other') }),
    ]).toEqual([512 * MB, 3 * MB, 4 * MB, 3 * MB]);
  });

  it('for the proxy and its MCP server', () =>
    withProxy(
      says('{}'),
      async ({ url }) => {
        expect(await json(get(`${url}/v1/retrieve/stats`))).toMatchObject({ limitBytes: 6 * MB });
      },
      { store: ':memory:', storeLimit: 6 * MB },
    ));

  it('for MCP servers', () =>
    withServer({ storeLimit: 7 * MB }, (server) =>
      overHttp(server, async (caller) => {
        const { parts } = await caller.call('headroom_stats');
        expect(JSON.parse(parts[0]!).store.limitBytes).toBe(7 * MB);
      }),
    ));
});

it.each([
  [{ HEADROOM_STORE_TTL: 'soon' }, 'HEADROOM_STORE_TTL: Give a time above 0 in seconds'],
  [{ HEADROOM_STORE_LIMIT: '0' }, 'HEADROOM_STORE_LIMIT: Give a size above 0 in bytes'],
])('a wrong variable is refused: %j', (env, message) => {
  const { code, stderr } = place.run(['store', 'stats'], '', env);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  expect(stderr).not.toContain('soon');
});

it.each([{ storeTtl: 0 }, { storeTtl: '7d' }, { storeLimit: -1 }, { storeLimit: null }])(
  'a wrong value in the file is refused, and its place is named: %j',
  (options) => {
    const path = join(place.folder, 'wrong.json');
    writeFileSync(path, JSON.stringify(options));
    const { code, stderr } = place.run(['store', 'stats'], '', { HEADROOM_CONFIG: path });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/a number of (seconds|bytes) above 0/) });
    expect(stderr).toContain('wrong.json');
  },
);
