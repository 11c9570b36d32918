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
];

describe('rules of .gitignore', () => {
  it.each(CASES)('%j and %j', (rules, path, ignored) => {
    const isFolder = path.endsWith('/');
    expect(ignores(rulesOf(rules), path.replace(/\/$/, ''), isFolder)).toBe(ignored);
  });

  it('are read as far as they make sense', () => {
    expect(rulesOf('a\n'.repeat(100_000)).length).toBe(1000);
    expect(rulesOf('a'.repeat(1000))).toEqual([]);
  });

  it('of many stars end soon', () => {
    const rules = rulesOf(`${'*a'.repeat(90)}b`);
    expect(ignores(rules, 'a'.repeat(255), false)).toBe(undefined);
    expect(ignores(rulesOf(`${'**/'.repeat(60)}b`), `${'a/'.repeat(2000)}a`, false)).toBe(undefined);
  });
});
