// Every tool, called by a real client over both transports.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workplace } from '../cli/headroom.js';
import { overHttp, overStdio, withServer, type Caller } from './support.js';

const place = new Workplace();
const FOLDER = join(place.folder, 'project');
mkdirSync(FOLDER);
const LINES = Array.from(
  { length: 600 },
  (_, at) =>
    `2031-05-01T10:${String(at % 60).padStart(2, '0')}:00Z INFO worker ${at % 7} did job ${at} in ${(at * 37) % 91} ms`,
);
const LOG = LINES.join('\n');
writeFileSync(
  join(FOLDER, 'app.ts'),
  Array.from({ length: 60 }, (_, at) => `export const value${at} = '${at * 7919}';`).join('\n'),
);

type Over = (work: (caller: Caller) => Promise<void>) => Promise<void>;
const TRANSPORTS: [string, Over][] = [
  ['stdio', (work) => overStdio(place, { cwd: FOLDER }, work)],
  ['HTTP', (work) => withServer({ roots: [FOLDER] }, (server) => overHttp(server, work))],
];

describe.each(TRANSPORTS)('over %s', (_, over) => {
  it('lists every tool, and each answers', () =>
    over(async (caller) => {
      const { tools } = await caller.client.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'headroom_compress',
        'headroom_retrieve',
        'headroom_read',
        'headroom_stats',
      ]);
      for (const { description, inputSchema } of tools) {
        expect(description).not.toBe('');
        expect(inputSchema.type).toBe('object');
      }
      const short = await caller.call('headroom_compress', { text: LOG });
      expect(short.isError).toBe(false);
      expect(short.parts[0]!.length).toBeLessThan(LOG.length / 10);
      const [, handle] = /headroom_retrieve (\S+) gives the original/.exec(short.parts[1]!)!;
      const whole = await caller.call('headroom_retrieve', { handle, limit: 100_000 });
      expect(whole.parts[0]!.endsWith(`\n${LOG}`)).toBe(true);
      const some = await caller.call('headroom_retrieve', { hash: handle, lines: '3-5' });
      expect(some.parts[0]).toContain(LINES.slice(2, 5).join('\n'));
      const first = await caller.call('headroom_read', { path: 'app.ts' });
      expect(first.parts[0]).toContain('export const value59');
      expect(await caller.call('headroom_read', { path: 'app.ts' })).toEqual({
        parts: ['[@ headroom_read app.ts]'],
        isError: false,
      });
      expect(await caller.call('headroom_read', { path: 'app.ts', fresh: true })).toEqual(first);
      const stats = JSON.parse((await caller.call('headroom_stats')).parts[0]!);
      expect(stats.thisServer).toMatchObject({ compressions: 1, reads: 3, retrievals: 2 });
      expect(stats.thisServer.tokensSaved).toBeGreaterThan(1000);
      expect(stats.store.originals).toBe(1);
    }));

  it('explains a wrong call in a sentence', () =>
    over(async (caller) => {
      const wrong: [string, unknown, RegExp][] = [
        ['headroom_compress', {}, /^Give text/],
        ['headroom_compress', { text: 7 }, /^text is a string/],
        ['headroom_compress', { text: { deep: [1] } }, /^text is a string/],
        ['headroom_compress', { text: LOG, kind: 'poem' }, /^This kind is not known/],
        ['headroom_compress', { text: LOG, query: [] }, /^query is a string/],
        ['headroom_retrieve', {}, /^Give the handle/],
        ['headroom_retrieve', { handle: 'q9w1dfwf077ymga1' }, /\w/],
        ['headroom_retrieve', { handle: '../../etc/passwd' }, /\w/],
        ['headroom_retrieve', { handle: 'q9w1dfwf077ymga1', limit: 'all' }, /limit is a number/],
        ['headroom_read', {}, /^Give path/],
        ['headroom_read', { path: ['a'] }, /^path is a string/],
        ['headroom_read', { path: 'app.ts', lines: '9-3' }, /stands before the first/],
        ['headroom_read', { path: 'app.ts', lines: 'all' }, /counted from 1/],
        ['headroom_read', { path: 'app.ts', lines: '100' }, /60 lines/],
        ['headroom_nothing', {}, /^There is no such tool/],
      ];
      for (const [name, args, sentence] of wrong) {
        const { parts, isError } = await caller.call(name, args);
        expect({ name, args, isError, said: parts.join() }).toMatchObject({
          isError: true,
          said: expect.stringMatching(sentence),
        });
      }
    }));

  it('does not send back a text that cannot be shortened', () =>
    over(async (caller) => {
      expect(await caller.call('headroom_compress', { text: 'Hello.' })).toEqual({
        parts: ['This text cannot be made shorter. Use it as you have it.'],
        isError: false,
      });
    }));

  it('accepts unusual texts', () =>
    over(async (caller) => {
      for (const text of [`${'['.repeat(50_000)}`, '\ud800'.repeat(2000), '\0'.repeat(5000), `${LOG}\n\udfff`])
        expect((await caller.call('headroom_compress', { text })).isError).toBe(false);
      expect((await caller.call('headroom_compress', { text: LOG })).parts).toHaveLength(2);
    }));
});

it('says what the saved tokens cost, if a model with known prices is named', () =>
  withServer({}, (server) =>
    overHttp(server, async (caller) => {
      await caller.call('headroom_compress', { text: LOG });
      const stats = async (args: object): Promise<any> =>
        JSON.parse((await caller.call('headroom_stats', args)).parts[0]!);
      const { thisServer, price } = await stats({});
      const { tokensBefore, tokensSaved, savedPercent } = thisServer;
      expect(savedPercent).toBeCloseTo((100 * tokensSaved) / tokensBefore, 1);
      expect([price, 'savedUsd' in thisServer]).toEqual([undefined, false]);
      const known = await stats({ model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' });
      expect(known.price).toEqual({
        model: 'claude-sonnet-4-5',
        usdPerMillionTokens: 3,
        asOf: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
      expect(known.thisServer.savedUsd).toBeCloseTo((3 * tokensSaved) / 1e6);
      const unknown = await stats({ model: 'llama3' });
      expect([unknown.price, 'savedUsd' in unknown.thisServer]).toEqual([
        'the price of this model is not known',
        false,
      ]);
      expect((await caller.call('headroom_stats', { model: 7 })).isError).toBe(true);
    }),
  ));

it('adds up savings over processes', async () => {
  const compress = (caller: Caller): Promise<unknown> => caller.call('headroom_compress', { text: LOG });
  const start = { cwd: FOLDER, args: ['--store', join(place.folder, 'own')] };
  await overStdio(place, start, compress);
  await overStdio(place, start, compress);
  await overStdio(place, start, async (caller) => {
    const stats = JSON.parse((await caller.call('headroom_stats')).parts[0]!);
    expect(stats.thisServer).toMatchObject({ servers: 1, compressions: 0, tokensSaved: 0 });
    expect(stats.allServers).toMatchObject({ servers: 3, compressions: 2 });
    expect(stats.allServers.tokensSaved).toBeGreaterThan(1000);
  });
});
