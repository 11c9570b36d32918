// Views of source files, as callers see them.
import { outlineCode, outlineCodeAsync } from '@headroom/native/code';
import { describe, expect, it } from 'vitest';

const BODY = Array.from({ length: 12 }, (_, at) => `  const row${at} = rows[${at}].price * rows[${at}].count;\n`).join(
  '',
);
const FILE = `export class Orders {\n  total(rows) {\n${BODY}    return row1;\n  }\n}\n`;
const PYTHON = `def total(rows: list) -> int:\n${BODY.replaceAll(/ {2}const (.*);/g, '    $1')}    return row1\n`;

describe('outlineCode', () => {
  it('gives the same as its asynchronous twin', async () => {
    for (const view of ['outline', 'signatures'] as const)
      expect(await outlineCodeAsync(FILE, { view })).toEqual(outlineCode(FILE, { view }));
  });

  it('knows the language by option, by path, or by the text', () => {
    expect(outlineCode('import os\n\nclass A:\n    def b(self, c):\n        return os.name\n').language).toBe('python');
    expect(outlineCode(PYTHON, { path: 'src/a.py' }).language).toBe('python');
    expect(outlineCode(FILE, { language: 'typescript' })).toMatchObject({ language: 'typescript', outlined: true });
  });

  it('names no handle, because nothing is stored', () => {
    const { text, outlined } = outlineCode(FILE);
    expect(outlined).toBe(true);
    expect(text).toContain('total(rows) {/*13 lines of 1 body in this code left out');
    expect(text).not.toContain('headroom_retrieve');
  });

  it('passes on what is no code', () => {
    for (const text of ['', 'Nothing here is code.', '\ud800 class A {}', '{'.repeat(100_000), 'a('.repeat(50_000)])
      expect(outlineCode(text)).toMatchObject({ text, outlined: false });
  });

  it('refuses wrong options by their names', async () => {
    expect(() => outlineCode(FILE, { view: 'map' } as never)).toThrow(/view/);
    expect(() => outlineCode(FILE, { language: 'cobol' } as never)).toThrow(/language/);
    expect(() => outlineCode(FILE, { maxLines: 3 } as never)).toThrow(/maxLines/);
    await expect(outlineCodeAsync(FILE, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
  });
});
