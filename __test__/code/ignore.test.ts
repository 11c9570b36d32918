// The rules of `.gitignore` files, as git reads them.
import { describe, expect, it } from 'vitest';
import { ignores, rulesOf } from '../../src/code/ignore.js';

/** Rules, a path (folders end with a slash), and whether it is ignored. */
const CASES: readonly (readonly [rules: string, path: string, ignored: boolean | undefined])[] = [
  ['*.o', 'a.o', true],
  ['*.o', 'src/deep/a.o', true],
  ['*.o', 'a.oo', undefined],
  ['/a', 'a', true],
  ['/a', 'b/a', undefined],
  ['doc/a', 'doc/a', true],
  ['doc/a', 'x/doc/a', undefined],
  ['build/', 'build/', true],
  ['build/', 'x/build/', true],
  ['build/', 'build', undefined],
  ['**/logs', 'a/b/logs', true],
  ['a/**/b', 'a/b', true],
  ['a/**/b', 'a/x/y/b', true],
  ['a/**', 'a/x', true],
  ['*.o\n!keep.o', 'keep.o', false],
  ['!keep.o\n*.o', 'keep.o', true],
  ['# a', 'a', undefined],
  ['\\#a', '#a', true],
  ['\\!a', '!a', true],
  ['a ', 'a', true],
  ['a\r', 'a', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', undefined],
  ['a[0-9]c', 'a5c', true],
  ['a[!0-9]c', 'a5c', undefined],
  ['a[!0-9]c', 'abc', true],
  ['a*b*c', 'axxbxxc', true],
  ['a*b*c', 'axxbxx', undefined],
  ['', 'a', undefined],
  ['/', 'a', undefined],
  ['[', '[', true],
  ['out/**', 'out/', undefined],
  ['out/**', 'out/x', true],
  ['out/**\n!out/keep.ts', 'out/keep.ts', false],
  ['out/***', 'out/x', true],
  ['**/a/**/', 'x/a/y/', true],
  ['**/a/**/', 'x/a/', undefined],
  ['**', 'a/b', true],
  ['a[[:digit:]]', 'a1', true],
  ['a[[:digit:]]', 'ax', undefined],
  ['a[![:digit:]]', 'ax', true],
  ['a[[:upper:]_]', 'a_', true],
  ['a[[:upper:]_]', 'ab', undefined],
  ['a[[:other:]]', 'a:', undefined],
  ['a[]b]', 'a]', true],
  ['a[\\]b]', 'a]', true],
  ['a[b-]', 'a-', true],
  ['a[z-a]', 'ab', undefined],
];

/** Whether rules leave out a path, and in how many steps. */
function asked(rules: string, path: string, isFolder = false): { ignored: boolean | undefined; steps: number } {
  const work = { steps: 0 };
  return { ignored: ignores(rulesOf(rules), path, isFolder, work), ...work };
}

describe('rules of .gitignore', () => {
  it.each(CASES)('%j and %j', (rules, path, ignored) => {
    const isFolder = path.endsWith('/');
    expect(asked(rules, path.replace(/\/$/, ''), isFolder).ignored).toBe(ignored);
  });

  it('are read as far as they make sense', () => {
    expect(rulesOf('a\n'.repeat(100_000)).length).toBe(1000);
    expect(rulesOf('a'.repeat(1000))).toEqual([]);
  });

  it('of many stars end soon', () => {
    expect(asked(`${'*a'.repeat(90)}b`, 'a'.repeat(255))).toMatchObject({ ignored: undefined });
    expect(asked(`${'**/'.repeat(60)}b`, `${'a/'.repeat(2000)}a`)).toMatchObject({ ignored: undefined });
  });

  it('take at most as many steps as the product of the lengths, and one for most names', () => {
    expect(asked(`${'*a'.repeat(90)}b`, 'a'.repeat(255)).steps).toBeLessThan(180 * 255);
    expect(asked('*.o\n'.repeat(1000), 'src/deep/main.c').steps).toBe(1000);
  });
});
