// `headroom_read` reads files in its folders, and nothing else.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Workplace } from '../cli/headroom.js';
import { overHttp, overStdio, withServer } from './support.js';

const place = new Workplace();
const at = (...names: string[]): string => join(place.folder, ...names);
for (const name of ['project', 'project-2', 'project/sub', 'elsewhere']) mkdirSync(at(name));
writeFileSync(at('elsewhere/secret.txt'), 'secret');
writeFileSync(at('project-2/secret.txt'), 'secret');
writeFileSync(at('project/a.txt'), 'one\ntwo\nthree\n');
writeFileSync(at('project/sub/b.txt'), '\ufeffwith a mark\r\n');
writeFileSync(at('project/binary'), Buffer.of(0, 1, 2, 3));
writeFileSync(at('project/latin'), Buffer.from('caf\u00e9', 'latin1'));
writeFileSync(at('project/long.txt'), 'some words and more words\n'.repeat(20_000));
writeFileSync(at('project/huge.txt'), '');
truncateSync(at('project/huge.txt'), 11 * 2 ** 20);
const isPosix = process.platform !== 'win32';
if (isPosix) {
  symlinkSync(at('elsewhere/secret.txt'), at('project/link.txt'));
  symlinkSync(at('elsewhere'), at('project/folder'));
  symlinkSync(at('project/a.txt'), at('project/inner.txt'));
  symlinkSync(at('project/loop'), at('project/loop'));
  symlinkSync('/dev/zero', at('project/zero'));
  execFileSync('mkfifo', [at('project/pipe')]);
  linkSync(at('project/a.txt'), at('project/hard.txt'));
}

const REFUSED: [string, RegExp][] = [
  ['../elsewhere/secret.txt', /^Only files in .*project can be read/],
  ['../project-2/secret.txt', /^Only files in/],
  ['../nowhere', /^Only files in/],
  ['/etc/passwd', /^Only files in/],
  ['sub/../../elsewhere/secret.txt', /^Only files in/],
  ['nothing.txt', /^nothing\.txt does not exist/],
  ['a.txt/b', /does not exist/],
  ['.', /is a folder/],
  ['binary', /is not a text file/],
  ['latin', /is not a text file/],
  ['huge.txt', /is larger than 10 MB/],
  ['long.txt', /^This is too much at once: .*20,001 lines/],
  ['a\0b', /null/],
  ['x'.repeat(5000), /is too long for a path/],
  ...((isPosix
    ? [
        ['link.txt', /^Only files in/],
        ['folder/secret.txt', /^Only files in/],
        ['loop', /leads nowhere/],
        ['zero', /^Only files in/],
        ['pipe', /is no regular file/],
        ['/dev/stdin', /^Only files in/],
        ['/proc/self/environ', /^Only files in/],
      ]
    : []) as [string, RegExp][]),
];

it('refuses paths outside, links that lead out, devices, and files that are not text', () =>
  overStdio(place, { cwd: at('project') }, async (caller) => {
    for (const [path, sentence] of REFUSED) {
      const { parts, isError } = await caller.call('headroom_read', { path });
      expect({ path, isError, said: parts[0] }).toEqual({ path, isError: true, said: expect.stringMatching(sentence) });
    }
  }));

it('returns files unchanged, whole or in part', () =>
  overStdio(place, { cwd: at('project') }, async (caller) => {
    const text = async (args: object): Promise<string> => (await caller.call('headroom_read', args)).parts[0]!;
    expect(await text({ path: 'a.txt' })).toBe('one\ntwo\nthree\n');
    expect(await text({ path: at('project/sub/b.txt') })).toBe('\ufeffwith a mark\r\n');
    expect(await text({ path: 'a.txt', lines: '2' })).toBe('two');
    expect(await text({ path: 'a.txt', lines: '2-' })).toBe('two\nthree\n');
    expect((await text({ path: 'long.txt', lines: '1-400' })).split('\n')).toHaveLength(400);
    if (isPosix) expect(await text({ path: 'inner.txt' })).toBe('one\ntwo\nthree\n');
  }));

it("prefers --root to the client's folders", async () => {
  const secret = { path: at('elsewhere/secret.txt') };
  await overStdio(place, { cwd: at('project'), roots: [at('elsewhere')] }, async (caller) => {
    expect((await caller.call('headroom_read', secret)).parts).toEqual(['secret']);
    expect((await caller.call('headroom_read', { path: at('project/a.txt') })).isError).toBe(true);
  });
  await overStdio(
    place,
    { cwd: at('project'), roots: [at('elsewhere')], args: ['--root', at('project')] },
    async (caller) => {
      expect((await caller.call('headroom_read', secret)).isError).toBe(true);
      expect((await caller.call('headroom_read', { path: 'a.txt' })).isError).toBe(false);
    },
  );
});

it('does not treat a home folder as a project', () =>
  overStdio(place, { cwd: place.folder }, async (caller) => {
    expect((await caller.call('headroom_read', { path: 'project/a.txt' })).parts[0]).toMatch(/^No folder is open/);
  }));

it('reads nothing over HTTP unless the server was given a folder', () =>
  withServer({}, (server) =>
    overHttp(server, async (caller) => {
      expect((await caller.client.listTools()).tools.map(({ name }) => name)).not.toContain('headroom_read');
      expect((await caller.call('headroom_read', { path: '/etc/passwd' })).parts[0]).toMatch(/^There is no such tool/);
    }),
  ));

it('returns the changes of a changed file', () =>
  overStdio(place, { cwd: at('project') }, async (caller) => {
    const lines = Array.from({ length: 80 }, (_, line) => `line ${line} says ${line * 7919}`);
    writeFileSync(at('project/changing.txt'), lines.join('\n'));
    await caller.call('headroom_read', { path: 'changing.txt' });
    lines[40] = 'something else';
    writeFileSync(at('project/changing.txt'), lines.join('\n'));
    const { parts } = await caller.call('headroom_read', { path: 'changing.txt' });
    expect(parts[0]).toBe('[@ headroom_read changing.txt:1-40]\nsomething else\n[@ headroom_read changing.txt:42-80]');
  }));
