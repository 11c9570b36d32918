// A file that cannot be read stops the work for its own agent only, and is named.
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from './headroom.js';

// Reading this file fails for every user, and it is a regular file.
const UNREADABLE = '/proc/self/mem';

describe.skipIf(process.platform !== 'linux')('if the file of one agent cannot be read', () => {
  let home: Workplace;
  const path = (file: string): string => join(home.folder, file);
  const read = (file: string): string => readFileSync(path(file), 'utf8');
  const spoil = (file: string): void => {
    rmSync(path(file), { force: true });
    symlinkSync(UNREADABLE, path(file));
  };
  /** What a run says in both streams, and its exit code. */
  const said = (...args: string[]): { code: number | null; text: string } => {
    const { code, stdout, stderr } = home.run(args);
    return { code, text: stdout.toString() + stderr };
  };

  beforeEach(async () => {
    home = new Workplace();
    for (const file of ['.claude.json', '.gemini/settings.json', '.cursor/mcp.json']) await home.place(file, '{}\n');
  });

  it('the MCP server is added to the others, and removed from them', () => {
    spoil('.claude.json');
    const installed = said('mcp', 'install');
    expect(installed).toMatchObject({
      code: 1,
      text: expect.stringMatching(/\.claude\.json is left as it is: it cannot be read/),
    });
    expect(read('.gemini/settings.json')).toContain('headroom');
    expect(read('.cursor/mcp.json')).toContain('headroom');
    expect(said('mcp', 'uninstall')).toMatchObject({ code: 1, text: expect.stringContaining('cannot be read') });
    expect(read('.cursor/mcp.json')).toBe('{}\n');
  });

  it('uninstall undoes the others and prints them, and doctor reports that one', () => {
    home.run(['mcp', 'install']);
    spoil('.claude.json');
    const doctor = home.run(['doctor', '--json']);
    const problems = JSON.parse(doctor.stdout.toString()).filter((own: { state: string }) => own.state === 'problem');
    expect(problems).toMatchObject([{ name: 'mcp', said: expect.stringMatching(/claude: .*cannot be read/) }]);
    expect(said('uninstall', '--dry-run')).toMatchObject({
      code: 1,
      text: expect.stringMatching(/^-.*headroom[^]*cannot be read/m),
    });
    const { code, text } = said('uninstall');
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringMatching(/cannot be read/) });
    expect(text).toContain(`restored ${path('.gemini/settings.json')}`);
    expect(read('.gemini/settings.json')).toBe('{}\n');
    expect(existsSync(path('.state/headroom/mcp'))).toBe(true);
  });

  it('unwrap and doctor --fix undo the others', async () => {
    await home.place('.pi/agent/models.json', '{}\n');
    await home.place('.config/zed/settings.json', '{}\n');
    const program = await home.place('agent', '#!/bin/sh\nkill -9 $PPID\n');
    chmodSync(program, 0o755);
    const wrapBoth = (): void => {
      for (const name of ['pi', 'zed']) home.run(['wrap', name, '-p', '0', '--program', program]);
      rmSync(path('.state/headroom/leases'), { recursive: true, force: true });
    };
    for (const args of [['unwrap'], ['doctor', '--fix']]) {
      rmSync(path('.pi/agent/models.json'));
      await home.place('.pi/agent/models.json', '{}\n');
      rmSync(path('.state'), { recursive: true, force: true });
      wrapBoth();
      expect(read('.config/zed/settings.json')).toContain('127.0.0.1');
      spoil('.pi/agent/models.json');
      expect(said(...args)).toMatchObject({ code: 1, text: expect.stringContaining('cannot be read') });
      expect(read('.config/zed/settings.json')).toBe('{}\n');
    }
  });
});
