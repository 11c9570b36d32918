// A home with stand-ins for agents: programs that write down what they were given, and whether the proxy that they
// were told of answers.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { AGENTS } from '../../dist/src/agents/index.js';
import { Workplace, type Ended } from '../cli/headroom.js';

/** What a stand-in wrote down. */
export interface Record {
  readonly args: readonly string[];
  readonly env: Readonly<globalThis.Record<string, string>>;
  readonly files: Readonly<globalThis.Record<string, string>>;
  /** What the proxy at the port of the test says of itself. */
  readonly proxy: { readonly service: string; readonly pid: number } | undefined;
}

/** Writes down what is asked for in its environment, and ends with the exit code that is asked for. */
const SCRIPT = `
import { readFileSync, writeFileSync } from 'node:fs';
const { RECORD, WATCHED, PROXY, EXIT, HANG } = process.env;
const files = {};
for (const file of JSON.parse(WATCHED)) try { files[file] = readFileSync(file, 'utf8'); } catch {}
const proxy = await fetch(PROXY + '/livez').then((answer) => answer.json()).catch(() => undefined);
writeFileSync(RECORD, JSON.stringify({ args: process.argv.slice(2), env: process.env, files, proxy }));
if (HANG) { process.stdout.write('ready\\n'); setInterval(() => {}, 1000); }
else process.exit(Number(EXIT));
`;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A home, and the stand-ins on its path. */
export class Stage {
  readonly place: Workplace = new Workplace();
  readonly port: number;

  constructor(port: number) {
    this.port = port;
    const bin = join(this.place.folder, 'bin');
    mkdirSync(bin);
    const script = this.place.write('stand-in.mjs', SCRIPT);
    for (const name of AGENTS.flatMap(({ programs }) => programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
      chmodSync(join(bin, name), 0o755);
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  path(file: string): string {
    return join(this.place.folder, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  read(file: string): string | undefined {
    return existsSync(this.path(file)) ? readFileSync(this.path(file), 'utf8') : undefined;
  }

  /** The environment in which stand-ins are found and write down. */
  env(watched: readonly string[] = [], more: Readonly<globalThis.Record<string, string>> = {}) {
    return {
      PATH: `${this.path('bin')}:${process.env['PATH']}`,
      RECORD: this.path('record.json'),
      WATCHED: JSON.stringify(watched.map((file) => this.path(file))),
      PROXY: this.url,
      EXIT: '0',
      ...more,
    };
  }

  /** Runs `headroom` with the stand-ins on its path. */
  run(
    args: readonly string[],
    watched: readonly string[] = [],
    more: Readonly<globalThis.Record<string, string>> = {},
  ): Ended {
    return this.place.run(args, '', this.env(watched, more));
  }

  /** What the stand-in wrote down that ran last. */
  record(): Record {
    const { files, ...rest } = JSON.parse(readFileSync(this.path('record.json'), 'utf8')) as Record;
    const relative = Object.entries(files).map(([file, text]) => [file.slice(this.place.folder.length + 1), text]);
    return { ...rest, files: Object.fromEntries(relative) };
  }
}
