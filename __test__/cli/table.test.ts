import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { table } from '../../dist/src/cli/table.js';

const pipe = { isTTY: false } as WriteStream;
const terminal = (colours: boolean): WriteStream => ({ isTTY: true, hasColors: () => colours }) as WriteStream;
const columns = [{ title: 'name' }, { title: 'tokens', numeric: true }];

describe('a table', () => {
  it('aligns texts to the left and numbers to the right', () => {
    expect(
      table(
        columns,
        [
          ['a', '1'],
          ['longer', '12,345'],
        ],
        pipe,
      ),
    ).toBe('name    tokens\na            1\nlonger  12,345\n');
  });

  it('measures wide and combined characters', () => {
    expect(
      table(
        columns,
        [
          ['読む', '1'],
          ['e\u0301te\u0301', '2'],
          ['👩‍💻', '3'],
        ],
        pipe,
      ),
    ).toBe('name  tokens\n読む       1\ne\u0301te\u0301        2\n👩‍💻         3\n');
  });

  it('truncates long cells for people, not for programs, and replaces control characters', () => {
    const rows = [['y'.repeat(100)], ['a\u001b[31m\nb']];
    expect(table([{ title: 'x' }], rows, terminal(false))).toBe(`x\n${'y'.repeat(71)}…\na [31m b\n`);
    expect(table([{ title: 'x' }], rows, pipe)).toBe(`x\n${'y'.repeat(100)}\na [31m b\n`);
  });

  it('has colours only on a terminal that supports them', () => {
    expect(table([{ title: 'x' }], [], terminal(true))).toBe('\u001b[1mx\u001b[22m\n');
    expect(table([{ title: 'x' }], [], terminal(false))).toBe('x\n');
    expect(table([{ title: 'x' }], [], pipe)).toBe('x\n');
  });
});
