// Runs the command line as a shell does.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const MAIN: string = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** The result of a run. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** The working folder of a test file. It has no settings, and its home is empty. */
export class Workplace {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'headroom-cli-'));

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** The environment without the settings of the person who runs the tests. */
  env(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    const usual = Object.entries(process.env).filter(
      ([name]) => !/^(HEADROOM_|CLAUDE_CONFIG_DIR|CODEX_HOME)/.test(name),
    );
    return {
      ...Object.fromEntries(usual),
      HOME: this.folder,
      USERPROFILE: this.folder,
      XDG_CONFIG_HOME: join(this.folder, '.config'),
      XDG_STATE_HOME: join(this.folder, '.state'),
      ...more,
    };
  }

  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** As {@link write}, but creates missing folders. */
  async place(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return path;
  }

  /** Runs `headroom` with these arguments to its end. */
  run(args: readonly string[], input: string | Uint8Array = '', env: Readonly<Record<string, string>> = {}): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: this.folder,
      env: this.env(env),
      input,
      maxBuffer: 1 << 28,
    });
    return { code: status, stdout, stderr: stderr.toString() };
  }
}
