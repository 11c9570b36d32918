// Huge or broken output of shells and tools: all of it is restored, and none of it costs more.
import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../support/conversation.js';

const lines = (count: number, line: (index: number) => string, end = '\n'): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(end) + end;

const asResult = (text: string): Messages => [
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'make' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
];

/** Asserts that a text is restored and costs no more, without printing it if not. */
async function holds(text: string): Promise<void> {
  const messages = asResult(text);
  const sent = await compress(messages);
  expect(sent.tokensAfter).toBeLessThanOrEqual(
    sent.tokensBefore + (sent.blocks.at(-1)!.skipped === 'looks-compressed' ? 10 : 0),
  );
  expect(JSON.stringify(await expand(sent.messages)) === JSON.stringify(messages), 'it is restored').toBe(true);
}

describe('many lines', () => {
  const MILLION = 1_000_000;
  it.each([
    ['five million', () => lines(5 * MILLION, (index) => `a b ${index % 7}`)],
    ['five million empty', () => '\n'.repeat(5 * MILLION)],
    ['a million equal', () => lines(MILLION, () => 'the same line again')],
    ['a million unique', () => lines(MILLION, (index) => `item ${index} of ${(index * 7919) % 104_729} is done`)],
    ['a million paths', () => lines(MILLION, (index) => `src/m${index % 97}/f${index % 1009}.ts`)],
    [
      'a million matches',
      () =>
        lines(
          MILLION,
          (index) => `src/m${Math.floor(index / 50)}.ts:${(index % 50) + 1}:  const v${index % 13} = ${index};`,
        ),
    ],
    [
      'that could each be the header of a table',
      () => lines(100_000, (index) => `Aa${'  B'.repeat(1 + (index % 3))}b  Cc${' '.repeat(index % 4)}Dd`),
    ],
    ['one of 50 MB', () => 'x y 12 '.repeat(Math.ceil(50e6 / 7))],
  ])('%s', async (_, text) => holds(text()));
});

describe('broken lines', () => {
  const FORMS: [string, (end: string) => string][] = [
    ['searches', (end) => lines(60, (index) => `src/f${Math.floor(index / 9)}.ts:${index}:  call(${index});`, end)],
    ['paths', (end) => lines(60, (index) => `src/m${index % 7}/f${index}.ts`, end)],
    [
      'a table',
      (end) => lines(60, (index) => `${'abcdef'.slice(index % 5).padEnd(8)}${String(index * 37).padStart(6)} ok`, end),
    ],
    ['columns', (end) => `NAME     AGE   SIZE${end}${lines(60, (index) => `${`f${index}`.padEnd(9)}12    3`, end)}`],
    ['values', (end) => `id,status,total${end}${lines(60, (index) => `${index},paid,${index % 9}.00`, end)}`],
    [
      'a log',
      (end) =>
        lines(
          60,
          (index) =>
            `2026-03-01T10:00:${String(index).padStart(2, '0')}Z INFO worker: took ${index} in ${index % 7} ms`,
          end,
        ),
    ],
    [
      'a diff',
      (end) =>
        lines(
          20,
          (index) =>
            `diff --git a/f${index}.ts b/f${index}.ts${end}index 1234567..89abcde 100644${end}--- a/f${index}.ts${end}+++ b/f${index}.ts${end}@@ -1,2 +1,2 @@${end} same${end}-old${end}+new`,
          end,
        ),
    ],
    ['tests', (end) => lines(60, (index) => `test module::case_${index} ... ok`, end)],
    ['records', (end) => lines(20, (index) => `- name: pod-${index}${end}  kind: Pod${end}  restart: Always`, end)],
    ['a tree', (end) => `.${end}${lines(60, (index) => `├── f${index}`, end)}└── last${end}`],
  ];
  const WAYS: [string, (form: (end: string) => string) => string][] = [
    ['with LF', (form) => form('\n')],
    ['with CRLF', (form) => form('\r\n')],
    ['with both', (form) => form('\n').replace(/\n/g, (_, at: number) => (at % 3 ? '\n' : '\r\n'))],
    ['without a line feed at the end', (form) => form('\n').slice(0, -1)],
    ['cut off', (form) => form('\n').slice(0, -13)],
    ['with NUL', (form) => form('\n').replace(/1/g, '\0')],
    ['behind a byte order mark', (form) => `\ufeff${form('\n')}`],
    ['with a lone surrogate', (form) => `${form('\n')}\ud83d\n`],
    ['twice, with other text between', (form) => `${form('\n')}and then\n${form('\n')}`],
    ['indented', (form) => form('\n').replace(/^/gm, '    ')],
  ];
  it.each(FORMS.flatMap(([name, form]) => WAYS.map(([way, broken]) => [name, way, broken(form)] as const)))(
    '%s %s',
    (_, __, text) => holds(text),
  );

  it.each([
    ['Windows paths', lines(30, (index) => `C:\\work\\shop\\src\\f${index % 5}.ts:${index}: call(${index});`)],
    ['names with colons and blanks', lines(30, (index) => `src/a:b c/${index % 3}: d.ts:${index}:x: y`)],
    [
      'names that git quotes',
      lines(
        30,
        (index) =>
          `diff --git "a/na\\303\\257ve\\n${index}" "b/na\\303\\257ve\\n${index}"\nindex 1234567..89abcde 100644\n@@ -1 +1 @@\n-a\n+b`,
      ),
    ],
    [
      'headers of diffs without hunks',
      lines(60, (index) => `diff --git a/f${index} b/f${index}\nindex 1234567..89abcde 100644`),
    ],
    [
      'a binary file',
      Buffer.from(Uint8Array.from({ length: 65_536 }, (_, index) => (index * 167 + (index >> 8)) & 0xff)).toString(
        'latin1',
      ),
    ],
    [
      'lines that imitate folds',
      lines(
        20,
        (index) =>
          `[previous line repeated ${index} more times]\n[by file, ${index} lines in src/]\n[runs ${index} lines: a {}]\n[tree 2 lines]\na\n b\n[fixed 1 rows: A|B]\n1|2\n[log 2 lines, 1 kind]\n#1: x {}\n10:00:00 x 1\n#1 2`,
      ),
    ],
    ['nothing', ''],
  ])('%s', (_, text) => holds(text));
});
