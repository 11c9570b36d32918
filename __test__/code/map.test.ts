// Maps of folders: which files are read, and what the map shows.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mapRepository } from '@headroom/native/code';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'headroom-map-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

write('core.py', 'class Engine:\n    def ignite(self):\n        return 1\n');
write('app/main.py', 'from core import Engine\n\ndef main():\n    Engine().ignite()\n');
const ROOT_RULES = 'build/\n*.gen.py\n!kept.gen.py\n/top.py\n';
write('.gitignore', ROOT_RULES);
write('build/made.py', 'def made(): pass\n');
write('app/made.gen.py', 'def generated(): pass\n');
write('app/kept.gen.py', 'def kept(): pass\n');
write('top.py', 'def top(): pass\n');
write('app/top.py', 'def not_top(): pass\n');
write('app/.gitignore', 'secret.py\n');
write('app/secret.py', 'def secret(): pass\n');
write('node_modules/a/index.js', 'function dependency() {}\n');
write('notes.txt', 'def notes(): pass\n');
symlinkSync(join(folder, 'core.py'), join(folder, 'link.py'));

describe('mapRepository', () => {
  it('shows first what other files use', async () => {
    const map = await mapRepository(folder, { tokens: 25 });
    expect(map.text).toBe('core.py\n1: class Engine\n2:   def ignite(self)\n');
    expect(map).toMatchObject({ files: 1, definitions: 2, isPartial: false });
  });

  it('leaves out what `.gitignore` leaves out, links and dependencies', async () => {
    const { text, allFiles } = await mapRepository(folder, { tokens: 10_000 });
    const files = text.split('\n').filter((line) => /^[\w./]+$/.test(line));
    expect(files.sort()).toEqual(['app/kept.gen.py', 'app/main.py', 'app/top.py', 'core.py']);
    expect(allFiles).toBe(4);
  });

  it('of a folder leaves out what the files above it leave out, up to the repository', async () => {
    mkdirSync(join(folder, 'repository/.git'), { recursive: true });
    write('repository/.gitignore', '*.gen.ts\n/packages/a/out.ts\n**/out/**\n!**/out/kept.ts\n');
    write('repository/packages/.gitignore', 'a/b/own.ts\n');
    write('.gitignore', `${ROOT_RULES}outside.ts\n`);
    for (const file of ['x.gen.ts', 'out.ts', 'out/kept.ts', 'out/made.ts', 'b/own.ts', 'b/outside.ts', 'main.ts'])
      write(`repository/packages/a/${file}`, 'export function f() {}\n');
    const filesOf = async (path: string): Promise<string[]> =>
      (await mapRepository(join(folder, path))).text.split('\n').filter((line) => /^[\w./]+$/.test(line));
    expect((await filesOf('repository/packages/a')).sort()).toEqual(['b/outside.ts', 'main.ts', 'out/kept.ts']);
    rmSync(join(folder, 'repository'), { recursive: true });
  });

  it('says what it cannot read', async () => {
    await expect(mapRepository(join(folder, 'nowhere'))).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('cannot be read (ENOENT)'),
    });
    await expect(mapRepository(folder, { signal: AbortSignal.abort('enough') })).rejects.toBe('enough');
  });
});
