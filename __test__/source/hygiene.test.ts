// Text that must not be in the repository: notes to self, paths of a machine, hosts of package registries.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/process.js';

// The words are split, so that this file does not match itself.
const FORBIDDEN: [string, RegExp][] = [
  ['notes to self', new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`)],
  // Examples use `/home/me`.
  ['paths of a machine', new RegExp(`(^|[^\\w.])/(wo${''}rk|ho${''}me|Users)/(?!me\\b)\\w`)],
  ['hosts of registries', new RegExp(`\\bregis${''}try\\.[\\w-]+\\.\\w|"resol${''}ved": "http`)],
];
/** Files with recorded tool output, in which these words are data. */
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

/** The text of a file; empty for a file that is deleted but still tracked. */
function read(name: string): string {
  try {
    return readFileSync(join(ROOT, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
