// The package in tools that are slow to install or to run: webpack, Next.js as a standalone server, pnpm, Yarn 1,
// attw.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Consumer, npm, type Outcome, Project, registryAnswers } from '../support/consumer.js';
import { COMMON_JS, ESM, EXPECTED } from '../support/consumer-app.js';

const MINUTES = 60_000;

const ran = (outcome: Outcome): Outcome => {
  expect(outcome).toMatchObject({ status: 0 });
  return outcome;
};

describe.runIf(registryAnswers())('the package works with', () => {
  let consumer: Consumer;

  beforeAll(() => {
    consumer = new Consumer();
  });
  afterAll(() => consumer?.close());

  describe('webpack', () => {
    const common = `mode: 'production', devtool: false`;
    const CONFIGURATION = `module.exports = [
      { ${common}, target: 'node', entry: './app.mjs', output: { filename: 'import.cjs' } },
      { ${common}, target: 'node', entry: './app.cjs', output: { filename: 'require.cjs' } },
      {
        ${common}, target: 'node20', entry: './app.mjs', experiments: { outputModule: true },
        output: { filename: 'module.mjs', module: true, library: { type: 'module' } },
      },
      { ${common}, target: 'node', entry: './app.cjs', externals: /^@headroom\\//, externalsType: 'commonjs', output: { filename: 'external.cjs' } },
    ];`;
    let project: Project;

    beforeAll(() => {
      project = consumer.project('webpack', ['webpack@5.113.0', 'webpack-cli@7.3.1'], {
        'app.mjs': ESM,
        'app.cjs': COMMON_JS,
        'webpack.config.cjs': CONFIGURATION,
      });
      const { stdout } = ran(project.node(['node_modules/webpack-cli/bin/cli.js']));
      expect(stdout).not.toMatch(/WARNING|ERROR/);
    }, 5 * MINUTES);

    it.each(['import.cjs', 'require.cjs', 'module.mjs', 'external.cjs'])('%s', (name) => {
      expect(project.node([`dist/${name}`])).toMatchObject({ status: 0, stdout: EXPECTED });
    });

    it('the error of a bundle outside of node_modules names the setting that helps', () => {
      const away = join(consumer.home, 'webpack-away');
      mkdirSync(away);
      cpSync(join(project.folder, 'dist/import.cjs'), join(away, 'import.cjs'));
      renameSync(join(project.folder, 'node_modules'), join(project.folder, 'node_modules-away'));
      const { status, stderr } = project.node([join(away, 'import.cjs')]);
      renameSync(join(project.folder, 'node_modules-away'), join(project.folder, 'node_modules'));
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/has no addon for .*\n.*not installed[^]*`externals` in webpack/);
    });
  });

  describe('Next.js, as a standalone server', () => {
    const ROUTE = `
      import { crushJson } from '@headroom/native';
      import { countTokens } from '@headroom/native/tokens';
      export const dynamic = 'force-dynamic';
      export function GET() {
        const rows = Array.from({ length: 60 }, (_, id) => ({ id, name: 'user ' + id }));
        return Response.json([crushJson(JSON.stringify(rows, null, 2)).compressed, countTokens('Hello, world')]);
      }`;
    const configuration = (options: object): string =>
      `export default { ...${JSON.stringify({ output: 'standalone', ...options })}, outputFileTracingRoot: import.meta.dirname };`;
    let project: Project;

    beforeAll(() => {
      project = consumer.project('next', ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'], {
        'app/layout.js': 'export default ({ children }) => <html><body>{children}</body></html>;',
        'app/page.js': 'export default () => <p>Hello</p>;',
        'app/api/route.js': ROUTE,
      });
    }, 5 * MINUTES);

    /** Builds, moves the server away from node_modules, and sends it a request. */
    async function answerOf(name: string, options: object, ...flags: string[]): Promise<{ text: string; log: string }> {
      project.write({ 'next.config.mjs': configuration(options) });
      ran(project.node(['node_modules/next/dist/bin/next', 'build', ...flags], { NEXT_TELEMETRY_DISABLED: '1' }));
      const server = join(consumer.home, name);
      cpSync(join(project.folder, '.next/standalone'), server, { recursive: true, verbatimSymlinks: true });
      // Turbopack's chunks contain the path of the build.
      renameSync(join(project.folder, 'node_modules'), join(project.folder, 'node_modules-away'));
      try {
        return await ask(server);
      } finally {
        renameSync(join(project.folder, 'node_modules-away'), join(project.folder, 'node_modules'));
      }
    }

    const BUNDLERS: [string, string[]][] = [
      ['Turbopack', []],
      ['webpack', ['--webpack']],
    ];

    it.each(BUNDLERS)(
      'built by %s, with `serverExternalPackages`',
      async (bundler, flags) => {
        const options = { serverExternalPackages: ['@headroom/native'] };
        const { text } = await answerOf(`next-${bundler}`, options, ...flags);
        expect(JSON.parse(text)).toEqual([true, 3]);
      },
      5 * MINUTES,
    );

    it.each(BUNDLERS)(
      'built by %s, without: the error says what to set',
      async (bundler, flags) => {
        const { log } = await answerOf(`next-${bundler}-plain`, {}, ...flags);
        expect(log).toMatch(/has no addon for .*\n.*not installed[^]*`serverExternalPackages` in Next\.js/);
      },
      5 * MINUTES,
    );
  });

  describe('the package manager', () => {
    let registry: Awaited<ReturnType<Consumer['registry']>>;

    beforeAll(async () => {
      registry = await consumer.registry();
    });
    afterAll(() => registry?.close());

    /** A project whose only dependency was installed by a package manager. */
    function installedBy(tool: string, script: string): Project {
      const manager = new Project(join(consumer.home, tool), {});
      npm(['install', '--no-audit', '--no-fund', '--prefer-offline', tool], manager.folder);
      const project = new Project(join(consumer.home, `with-${tool}`), {
        '.npmrc': `registry=${registry.url}\n`,
        'app.mjs': ESM,
        'app.cjs': COMMON_JS,
        'package.json': JSON.stringify({ private: true, dependencies: { '@headroom/native': '*' } }),
      });
      const cache = {
        YARN_CACHE_FOLDER: join(project.folder, '.cache'),
        npm_config_store_dir: join(project.folder, '.store'),
      };
      ran(project.node([join(manager.folder, 'node_modules', script), 'install'], cache));
      return project;
    }

    it.each([
      ['pnpm, which links packages instead of hoisting them', 'pnpm@10.34.8', 'pnpm/bin/pnpm.cjs'],
      ['Yarn 1, which installs the packages of every C library', 'yarn@1.22.22', 'yarn/bin/yarn.js'],
    ])('%s', (_, tool, script) => {
      const project = installedBy(tool, script);
      for (const file of ['app.mjs', 'app.cjs'])
        expect(project.node([file])).toMatchObject({ status: 0, stdout: EXPECTED });
    });
  });

  it('attw, for every module resolution that supports entries', () => {
    const project = consumer.project('attw', ['@arethetypeswrong/cli@0.18.5'], {});
    const attw = ['node_modules/@arethetypeswrong/cli/dist/index.js', '--profile', 'node16'];
    ran(project.node([...attw, consumer.tarballs.main]));
  });
});

/** Starts the server in a folder and requests `/api`. Returns the answer, and the server's output. */
async function ask(folder: string): Promise<{ text: string; log: string }> {
  const server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', HOSTNAME: '127.0.0.1', PORT: String(await freePort()) },
  });
  let log = '';
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const take = (text: string): void => {
        log += text;
        const [, address] = /Local:\s+(\S+)[^]*Ready/.exec(log) ?? [];
        if (address) resolve(`${address}/api`);
      };
      server.stdout.setEncoding('utf8').on('data', take);
      server.stderr.setEncoding('utf8').on('data', take);
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
    });
    const text = await (await fetch(url)).text();
    return { text, log };
  } finally {
    server.removeAllListeners('exit').kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
