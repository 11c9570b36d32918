// `expand` refuses to print a text of which a part is missing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diff } from '../support/samples.js';
import { Workplace } from './headroom.js';

const place = new Workplace();
const DIFF = diff('cache');
const ROWS = JSON.stringify(
  Array.from({ length: 300 }, (_, id) => ({ id, host: `worker-${id % 7}`, state: 'running', order: 4500 + id })),
);
const CONVERSATION = JSON.stringify([
  {
    role: 'user',
    content:
      'A note such as [312 lines left out: headroom_retrieve q9w1dfwf077ymga1] stands where something is left out.',
  },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'git diff' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: DIFF }] },
]);
const run = (
  args: readonly string[],
  input: string,
  env: Record<string, string> = {},
): { code: number | null; stdout: string; stderr: string } => {
  const { code, stdout, stderr } = place.run(args, input, env);
  return { code, stdout: stdout.toString(), stderr };
};

describe.each([
  ['a text', DIFF],
  ['JSON', ROWS],
  ['a conversation', CONVERSATION],
])('%s with elided parts', (_, original) => {
  const short = run(
    ['compress', '--store', 'state', '--scope', 'own', '--policy', 'oneshot', '--quiet'],
    original,
  ).stdout;
  const handle = [...short.matchAll(/headroom_retrieve (\w{16})/g)]
    .map(([, found]) => found)
    .find((found) => found !== 'q9w1dfwf077ymga1')!;

  it('comes back with its store and scope', () => {
    expect(run(['expand', '--store', 'state', '--scope', 'own'], short)).toEqual({
      code: 0,
      stdout: original,
      stderr: '',
    });
  });

  it.each<[string, string[], RegExp]>([
    [
      'without a store',
      [],
      /: set --store to the store that has the original, or use --allow-missing to print the rest\n$/,
    ],
    [
      'with the store of somebody else',
      ['--store', 'other', '--scope', 'own'],
      /: the store does not have its original: set --store and --scope to those it was stored with, or use --allow-missing/,
    ],
    [
      'in another scope',
      ['--store', 'state', '--scope', 'else'],
      /: the store does not have its original: set --store and --scope to those it was stored with, or use --allow-missing/,
    ],
  ])('is not printed in part %s', (__, args, reason) => {
    run(['compress', '--store', 'other', '--quiet'], diff('other'));
    const { code, stdout, stderr } = run(['expand', ...args], short);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^headroom: 1 text cannot be restored, the first with the handle ${handle}`));
    expect(stderr).toMatch(reason);
    expect(run(['expand', ...args, '--allow-missing'], short)).toMatchObject({ code: 0, stderr: '' });
    expect(run(['expand', ...args, '-o', 'out.txt'], short).code).toBe(1);
    expect(existsSync(join(place.folder, 'out.txt'))).toBe(false);
  });

  it('is not printed if its marker was changed', () => {
    const changed = short.replace(/cache_16|4500|running/, 'other');
    const { code, stderr } = run(['expand', '--store', 'state', '--scope', 'own'], changed);
    expect(code).toBe(1);
    expect(stderr).toContain('its marker was changed');
  });
});

describe('without --store', () => {
  const read = (args: readonly string[], input: string, home: Workplace) => {
    const { code, stdout, stderr } = home.run(args, input);
    return { code, stdout: stdout.toString(), stderr };
  };

  it("a text comes back from the platform's store, as `retrieve` finds it", () => {
    const home = new Workplace();
    const short = read(['compress', '--store', '--quiet'], DIFF, home).stdout;
    expect(short).toContain('left out');
    expect(read(['expand'], short, home)).toEqual({ code: 0, stdout: DIFF, stderr: '' });
    const handle = /headroom_retrieve (\w{16})/.exec(short)![1]!;
    expect(read(['retrieve', handle], '', home)).toEqual({ code: 0, stdout: DIFF, stderr: '' });
  });

  it('no store is created, wherever the settings have one', () => {
    const home = new Workplace();
    const folder = join(home.folder, 'own');
    const { code, stdout } = home.run(['expand'], 'a text', { HEADROOM_STORE: folder });
    expect({ code, text: stdout.toString() }).toEqual({ code: 0, text: 'a text' });
    expect(read(['expand'], 'a text', home)).toEqual({ code: 0, stdout: 'a text', stderr: '' });
    expect([folder, join(home.folder, '.state/headroom')].map((path) => existsSync(path))).toEqual([false, false]);
  });
});

describe('a text that quotes a marker', () => {
  const quoting = `${readFileSync(new URL('../../README.md', import.meta.url), 'utf8')}\n[verbatim]`;

  it('cannot be told from a text with elided parts', () => {
    const { stdout } = run(['compress', '--quiet'], quoting);
    expect(run(['expand', '--store', 'state'], stdout)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--allow-missing'),
    });
  });

  it('is printed where that is asked for', () => {
    const { stdout } = run(['compress', '--quiet'], quoting);
    expect(run(['expand', '--allow-missing'], stdout)).toEqual({ code: 0, stdout: quoting, stderr: '' });
  });
});
