// Projects that have a framework and this package. Frameworks weigh too much for everybody who runs `npm ci`: they
// are installed when these tests first run, into the cache folder of `node_modules`, and stay there.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { npm } from '../support/consumer.js';
import { ROOT } from '../support/process.js';

const CACHE = join(ROOT, 'node_modules/.cache/headroom-frameworks');
const EXAMPLES = join(ROOT, 'examples/integrations');
const SCRIPTS = join(ROOT, '__test__/frameworks');
/** As a strict program has them. The declarations of the frameworks are not ours to check. */
const STRICT =
  `--ignoreConfig --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --verbatimModuleSyntax --noEmit --skipLibCheck
  --target es2023 --lib es2024,dom --module nodenext --types node`.split(/\s+/);

/** What a program did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with packages in it. */
export class FrameworkProject {
  readonly folder: string;

  /** @param packages - each with its exact version. */
  constructor(name: string, packages: readonly string[], options: readonly string[] = []) {
    this.folder = join(CACHE, name);
    const stamp = join(this.folder, 'installed.json');
    const wanted = JSON.stringify([...options, ...packages]);
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(join(this.folder, 'package.json'), '{"private":true,"type":"module"}');
      npm(
        ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', ...options, ...packages],
        this.folder,
      );
      writeFileSync(stamp, wanted);
    }
    cpSync(join(EXAMPLES, 'log.mjs'), join(this.folder, 'log.mjs'));
    cpSync(join(SCRIPTS, 'said.mjs'), join(this.folder, 'said.mjs'));
    this.#link('@headroom/native', ROOT);
    this.#link('@types/node', join(ROOT, 'node_modules/@types/node'));
    this.#link('undici-types', join(ROOT, 'node_modules/undici-types'));
  }

  #link(name: string, target: string): void {
    const path = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { recursive: true, force: true });
    symlinkSync(target, path, 'junction');
  }

  /** Runs a script, by its path from this folder. @returns the JSON that it prints. */
  async script(path: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<any> {
    return JSON.parse(await this.#run(join(SCRIPTS, path), env, args));
  }

  /** Runs an example as it stands. @returns what it prints. */
  example(name: string, env: Readonly<Record<string, string>>): Promise<string> {
    return this.#run(join(EXAMPLES, name), env);
  }

  /** Compiles a module under the strictest settings. @returns what is wrong with it. */
  async types(name: string): Promise<string> {
    cpSync(join(SCRIPTS, name), join(this.folder, name));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    return (await this.#node([tsc, ...STRICT, name], {})).stdout;
  }

  async #run(path: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<string> {
    const name = basename(path);
    cpSync(path, join(this.folder, name));
    const { status, stdout, stderr } = await this.#node([name, ...args], env);
    if (status !== 0) throw new Error(`${name} ended with ${status}\n${stdout.slice(-2000)}\n${stderr.slice(-4000)}`);
    return stdout;
  }

  /** Not synchronous: the provider is in this process. */
  #node(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const inherited = Object.fromEntries(
        Object.entries(process.env).filter(([key]) => !/^(HEADROOM|VITEST)/.test(key)),
      );
      const child = spawn(process.execPath, args, {
        cwd: this.folder,
        env: { ...inherited, ...env },
        timeout: 120_000,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout, stderr }));
    });
  }
}
