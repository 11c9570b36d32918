import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diff } from '../support/samples.js';
import { Workplace } from './headroom.js';

const place = new Workplace();
const DIFF = diff('cache');
const out = (args: readonly string[], input = ''): string => {
  const { code, stdout, stderr } = place.run(args, input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.toString();
};

describe('an elided text', () => {
  const short = out(['compress', '--store', 'state', '--quiet'], DIFF);
  const handle = /left out: headroom_retrieve (\w{16})\]/.exec(short)![1]!;

  it('can be retrieved, whole and in parts', () => {
    expect(out(['retrieve', handle, '--store', 'state'])).toBe(DIFF);
    expect(out(['retrieve', handle.slice(0, 9), '--store', 'state', '--lines', '2-3'])).toBe(
      '--- a/cache.ts\n+++ b/cache.ts\n',
    );
    expect(out(['retrieve', handle, '--store', 'state', '--query', 'cache_800'])).toContain('+const cache_800');
    expect(JSON.parse(out(['retrieve', handle, '--store', 'state', '--limit', '40', '--json']))).toMatchObject({
      complete: false,
    });
    expect(out(['expand', '--store', 'state'], short)).toBe(DIFF);
  });

  it('is listed, shown, counted and checked', () => {
    expect(out(['store', 'list', '--store', 'state'])).toMatch(new RegExp(`^handle .*\\n${handle} +\\d,\\d{3}  +63 `));
    expect(JSON.parse(out(['store', 'list', '--store', 'state', '--all', '--json']))).toMatchObject([
      { handle, pinned: true },
    ]);
    expect(out(['store', 'show', handle, '--store', 'state'])).toBe(DIFF);
    expect(JSON.parse(out(['store', 'stats', '--store', 'state', '--json']))).toMatchObject({
      originals: 1,
      lasting: true,
    });
    expect(out(['store', 'stats', '--store', 'state'])).toMatch(/^item .*\noriginals +1\n/);
    expect(out(['store', 'path', '--store', 'state'])).toMatch(/state[/\\]headroom\.db\n$/);
    expect(out(['store', 'verify', '--store', 'state'])).toBe('1 original, none damaged\n');
  });

  it.each([
    [
      ['retrieve', '0'.repeat(16)],
      'There is no original with this handle. Copy the handle from the note that says what was left out. `headroom store list --all --store=state` lists the originals of all scopes.',
    ],
    [['retrieve', handle, '--scope', 'other'], 'There is no original with this handle.'],
    [['retrieve', handle, '--lines', '900-901'], 'The original has lines 1-63.'],
    [['store', 'show', 'what?'], 'This is not a handle.'],
  ])('is not given for %j', (args, line) => {
    const { code, stdout, stderr } = place.run([...args, '--store', 'state']);
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`headroom: ${line}`);
  });

  it('is deleted on request, in this scope or in all', () => {
    out(['compress', '--store', 'other', '--scope', 'a', '--quiet'], DIFF);
    expect(out(['store', 'clear', '--store', 'other'])).toBe('0 originals deleted\n');
    expect(out(['store', 'clear', '--store', 'other', '--all', '--yes'])).toBe('1 original deleted\n');
    expect(out(['store', 'list', '--store', 'other', '--all'])).toBe('Nothing is stored here.\n');
  });

  it('is not deleted in all scopes without a confirmation', () => {
    out(['compress', '--store', 'shared', '--scope', 'a', '--quiet'], DIFF);
    const { code, stdout, stderr } = place.run(['store', 'clear', '--store', 'shared', '--all'], 'y\n');
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'headroom: --all deletes the originals of all scopes: add --yes to confirm\n',
    });
    expect(out(['store', 'clear', '--store', 'shared', '--scope', 'a'])).toBe('1 original deleted\n');
  });

  it.each([
    [['retrieve', handle]],
    [['expand', '-']],
    [['store', 'list']],
    [['store', 'stats', '--json']],
    [['store', 'path']],
    [['store', 'verify']],
    [['store', 'clear']],
  ])('is not looked for in a folder without a store, which stays absent: %j', (args) => {
    const { code, stdout, stderr } = place.run([...args, '--store=typo'], 'a text');
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'headroom: there is no store in typo\n',
    });
    expect(existsSync(join(place.folder, 'typo'))).toBe(false);
  });

  it('is reported if only other scopes have it', () => {
    out(['compress', '--store', 'scoped', '--scope', 'a', '--quiet'], DIFF);
    expect(out(['store', 'list', '--store', 'scoped', '--scope', 'b'])).toBe(
      'Nothing is stored in this scope. Other scopes have 1 original: --all lists them.\n',
    );
  });

  it.each([
    [[], DIFF],
    [['--json'], DIFF],
    [['--html'], DIFF],
    [[], JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, state: 'running' })))],
  ])('is not stored by an explanation: %j', (how, input) => {
    expect(out(['explain', '--store', 'explained', '--policy', 'oneshot', ...how], input)).toMatch(
      /recoverable|left out/,
    );
    expect(existsSync(join(place.folder, 'explained'))).toBe(false);
    expect(
      place
        .run(['explain', '--policy', 'oneshot', ...how], input, { HEADROOM_STORE: join(place.folder, 'explained') })
        .stdout.toString(),
    ).toMatch(/recoverable|left out/);
    expect(existsSync(join(place.folder, 'explained'))).toBe(false);
  });

  it('does not exist without a store', () => {
    expect(out(['compress', '--quiet'], DIFF)).not.toContain('left out');
    expect(
      place.run(['compress', '--quiet'], DIFF, { HEADROOM_STORE: join(place.folder, 'state') }).stdout.toString(),
    ).toBe(short);
  });
});

describe('without a store on disk', () => {
  const file = place.write('cache.diff', DIFF);
  const nowhere = { HOME: '', USERPROFILE: '', LOCALAPPDATA: '', XDG_STATE_HOME: '' };
  const cat = ['-e', `process.stdout.write(require('fs').readFileSync(${JSON.stringify(file)}))`];

  it.each([
    ['the user has no folder', nowhere, ['--store'], 'this user has no folder for the state of programs'],
    ['its folder cannot be used', { XDG_STATE_HOME: file }, ['--store'], 'the store cannot be opened'],
    ['it is in memory', {}, ['--store=:memory:'], ''],
    ['the settings say so', { ...nowhere, HEADROOM_STORE: 'true' }, [], 'this user has no folder'],
  ])('nothing is elided, and a warning says why: %s', (_, env, options, why) => {
    for (const args of [
      ['compress', file, ...options, '--quiet'],
      ['run', ...options, '--', process.execPath, ...cat],
    ]) {
      const { code, stdout, stderr } = place.run(args, '', env);
      expect(code).toBe(0);
      expect(stdout.toString()).not.toContain('left out');
      expect(out(['expand'], stdout.toString())).toBe(DIFF);
      expect(stderr).toContain(why);
      expect(stderr.match(/warning: nothing is elided, because originals in memory are lost/g)).toHaveLength(1);
    }
  });
});

describe('headroom compress --store FILE.json', () => {
  const rows = JSON.stringify(
    Array.from({ length: 300 }, (_, id) => ({ id, host: `worker-${id % 7}`, state: 'running', order: 4500 + id })),
  );
  const file = place.write('many.json', rows);

  it('elides rows, and restores all of them', () => {
    const short = out(['compress', file, '--store', 'rows', '--quiet', '--query', 'What became of order 4711?']);
    expect(short.length).toBeLessThan(rows.length / 10);
    expect(short).toContain('4711');
    expect(out(['compress', file, '--store', 'rows', '--quiet'])).not.toContain('4711');
    expect(out(['expand', '--store', 'rows'], short)).toBe(rows);
  });

  it.each([['--exact-only'], ['--policy', 'agent']])('elides nothing with %s', (...how) => {
    expect(out(['compress', file, '--store', 'rows', '--quiet', ...how])).toContain('4711');
  });
});
