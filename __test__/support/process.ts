// Runs the built package in other processes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The root folder of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));
/** Statements that import all entries into `headroom`. */
const PRELUDE = ['index', ...readdirSync(join(ROOT, 'entries')).map((name) => `entries/${name.replace(/\.ts$/, '')}`)]
  .map((entry, at) => [`entry${at}`, pathToFileURL(join(ROOT, 'dist', `${entry}.mjs`)).href] as const)
  .map(([name, url]) => `import * as ${name} from ${JSON.stringify(url)};\nObject.assign(headroom, ${name});`)
  .join('\n');

/** Calls `work` with an empty folder, which is removed afterwards. */
export async function withFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Options of a run. */
export interface Run {
  /** Files in the working folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Additional variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a module in a process and a folder of its own. `headroom` has all exports of the package. The module prints
 * JSON, which is returned.
 */
export function inProcess(script: string, { files = {}, env = {} }: Run = {}): Promise<unknown> {
  return withFolder((folder) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return inFolder(folder, script, env);
  });
}

/**
 * As {@link inProcess}, in an existing folder. The process has none of the user's settings, and is killed after a
 * minute.
 */
export function inFolder(folder: string, script: string, env: Readonly<Record<string, string>> = {}): unknown {
  writeFileSync(join(folder, 'main.mjs'), `const headroom = {};\n${PRELUDE}\n${script}`);
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HEADROOM_')));
  const home = {
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_STATE_HOME: join(folder, '.state'),
    HOME: folder,
    USERPROFILE: folder,
    APPDATA: join(folder, '.config'),
  };
  return JSON.parse(
    execFileSync(process.execPath, ['main.mjs'], {
      cwd: folder,
      env: { ...inherited, ...home, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 60_000,
    }),
  );
}
