// A folder in which the examples of one page run in order, as in a reader's project.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MAIN, Workplace } from '../cli/headroom.js';
import { ROOT } from '../support/process.js';
import { FILES } from './fixtures.mjs';

const PRELUDE = new URL('prelude.mjs', import.meta.url).href;

/** The output of `npm run demo`. */
export function demo(): string {
  return execFileSync(process.execPath, [join(ROOT, 'examples/demo/demo.mjs')], { encoding: 'utf8' });
}

/** A project with the package installed, and `headroom` on its path. Unless it is empty, the fixtures are in it. */
export class Workshop {
  readonly #place = new Workplace();
  readonly #isEmpty: boolean;
  #count = 0;

  constructor(isEmpty: boolean) {
    this.#isEmpty = isEmpty;
    const { folder } = this.#place;
    if (!isEmpty) for (const [name, text] of Object.entries(FILES)) this.#place.write(name, text);
    const installed = join(folder, 'node_modules', '@headroom', 'native');
    mkdirSync(dirname(installed), { recursive: true });
    symlinkSync(ROOT, installed, 'junction');
    mkdirSync(join(folder, '.bin'));
    this.#program('headroom', `exec "${process.execPath}" "${MAIN}" "$@"`);
    this.#program('npx', 'if [ "$1" = @headroom/native ]; then shift; set -- headroom "$@"; fi; exec "$@"');
  }

  /** Runs a module. @returns its output. */
  module(code: string): string {
    const prelude = this.#isEmpty ? [] : ['--import', PRELUDE];
    return this.#run(process.execPath, [...prelude, this.#module(code)]);
  }

  /** Parses a module. @throws if it is not well-formed. */
  checkModule(code: string): string {
    return this.#run(process.execPath, ['--check', this.#module(code)]);
  }

  /** Runs modules in order, in one process. @returns the errors of those that fail, by name. */
  failures(modules: ReadonlyMap<string, string>): unknown {
    const imports = [...modules].map(([name, code]) => [name, pathToFileURL(this.#module(code)).href]);
    const printed = this.module(`
      const failures = {};
      for (const [name, url] of ${JSON.stringify(imports)}) await import(url).catch((error) => (failures[name] = String(error)));
      console.log('\\n' + JSON.stringify(failures));`);
    return JSON.parse(printed.trimEnd().split('\n').at(-1)!);
  }

  /** Runs shell commands until one fails. @returns their output. */
  shell(code: string): string {
    return this.#run('sh', ['-euc', code]);
  }

  /** Parses shell commands. @throws if they are not well-formed. */
  checkShell(code: string): string {
    return this.#run('sh', ['-nc', code]);
  }

  #program(name: string, script: string): void {
    const path = join(this.#place.folder, '.bin', name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  #module(code: string): string {
    const path = join(this.#place.folder, `example-${++this.#count}.mjs`);
    writeFileSync(path, code);
    return path;
  }

  #run(program: string, args: readonly string[]): string {
    const { folder } = this.#place;
    const path = `${join(folder, '.bin')}:${process.env['PATH']}`;
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: folder,
      env: this.#place.env({ PATH: path }),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}${stderr}`);
    return stdout;
  }
}
