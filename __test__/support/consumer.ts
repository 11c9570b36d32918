// Projects that install the packed package, as users do.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { platforms } from '../../scripts/generate-platforms.mjs';
import { ROOT } from './process.js';

const windows = process.platform === 'win32';

/** The outcome of a program. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment without variables of npm, vitest and the person who runs the tests. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|HEADROOM_|VITEST|NODE_ENV$|NODE_OPTIONS$)/i.test(name)),
  );
}

/** Runs npm as from a shell. */
export function npm(args: readonly string[], cwd: string): string {
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd,
    env: plainEnvironment(),
    shell: windows,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Whether the registry can be reached. If not, tests that install other tools are skipped, with a warning. */
export function registryAnswers(): boolean {
  const { status } = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['view', 'esbuild', 'version', '--fetch-retries=0', '--fetch-timeout=10000'],
    { cwd: tmpdir(), env: plainEnvironment(), shell: windows, stdio: 'ignore' },
  );
  if (status !== 0) console.warn('Skipped: the npm registry does not answer, so no tools can be installed.');
  return status === 0;
}

/** The packed package, the platform package for this machine, and projects that use them. */
export class Consumer {
  /** A temporary folder. */
  readonly home: string = mkdtempSync(join(tmpdir(), 'headroom-consumer-'));
  /** The tarballs: the package, and the platform package. */
  readonly tarballs: { readonly main: string; readonly platform: string };

  constructor() {
    const packed = join(this.home, 'packed');
    execFileSync(process.execPath, ['scripts/pack.mjs', packed], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const find = (pattern: RegExp): string => join(packed, readdirSync(packed).find((name) => pattern.test(name))!);
    this.tarballs = {
      main: find(/^headroom-native-\d/),
      platform: find(new RegExp(`^headroom-native-${process.platform}-${process.arch}`)),
    };
  }

  /** A project with the package and these tools, at exact versions, from the registry. */
  project(name: string, tools: readonly string[], files: Readonly<Record<string, string>>): Project {
    const project = new Project(join(this.home, name), files);
    const { main, platform } = this.tarballs;
    npm(['install', '--no-audit', '--no-fund', '--prefer-offline', main, platform, ...tools], project.folder);
    return project;
  }

  /** Starts a registry with the package and all platform packages. Only the one for this machine has an addon. */
  async registry(): Promise<{ readonly url: string; readonly close: () => void }> {
    const others = join(this.home, 'other-platforms');
    mkdirSync(others);
    for (const { folder } of platforms)
      npm(['pack', '--ignore-scripts', '--pack-destination', others], join(ROOT, folder));
    const { main, platform } = this.tarballs;
    const files = readdirSync(others).filter((name) => !platform.endsWith(name));
    const script = join(ROOT, '__test__/support/local-registry.mjs');
    const child = spawn(process.execPath, [script, main, platform, ...files.map((name) => join(others, name))]);
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    return { url: first.toString().trim(), close: () => child.stdin.end() };
  }

  /** Removes the temporary folder. */
  close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A folder in which programs are run. */
export class Project {
  constructor(
    readonly folder: string,
    files: Readonly<Record<string, string>>,
  ) {
    this.write({ 'package.json': '{"private":true}', ...files });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Runs a script with Node. `args` starts with the path of the script, in this project or in the checkout. */
  node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
    return spawnSync(process.execPath, args, {
      cwd: this.folder,
      env: { ...plainEnvironment(), ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
  }
}
