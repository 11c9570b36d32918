// What must not be in a repository: notes to self, the names of machines, the hosts that packages came from.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';

// Written so that this file does not find itself.
const FORBIDDEN: [string, RegExp][] = [
  ['notes to self', new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`)],
  // `/home/me` is nobody's: examples use it.
  ['paths of a machine', new RegExp(`(^|[^\\w.])/(wo${''}rk|ho${''}me|Users)/(?!me\\b)\\w`)],
  ['hosts of registries', new RegExp(`\\bregis${''}try\\.[\\w-]+\\.\\w|"resol${''}ved": "http`)],
];
/** Where a word is data: what an actual tool prints. */
const DATA = /^(examples\/.*\.(json|jsonl|txt|log)|fuzz\/seeds\/)/;

const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((name) => name && !DATA.test(name));

it.each(FORBIDDEN)('there are no %s', (_, pattern) => {
  const found = FILES.flatMap((name) => {
    const lines = read(name).split('\n');
    return lines.flatMap((line, index) =>
      pattern.test(line) ? [`${name}:${index + 1}: ${line.trim().slice(0, 100)}`] : [],
    );
  });
  expect(found).toEqual([]);
  expect(FILES.length).toBeGreaterThan(50);
});

/** A file that was deleted and is still tracked holds nothing. */
function read(name: string): string {
  try {
    return readFileSync(join(ROOT, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
