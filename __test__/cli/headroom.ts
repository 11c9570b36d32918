// The command line as a shell runs it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const MAIN: string = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** What a run left. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A folder of its own for a test file: where it runs, without settings and with a home that is empty. */
export class Workplace {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'headroom-cli-'));

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** The environment without settings of whoever runs the tests. */
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

  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** As {@link write}, in folders that may have to be made. */
  async place(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    return path;
  }

  /** Runs `headroom` with the arguments to its end. */
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
