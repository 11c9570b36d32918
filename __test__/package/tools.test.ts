// The package in other tools that are fast: esbuild, Rollup, Vite, Jest, TypeScript, publint.
// `slow-tools.full.test.ts` has the slow ones.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Consumer, type Outcome, type Project, registryAnswers } from '../support/consumer.js';
import { COMMON_JS, ESM, EXPECTED } from '../support/consumer-app.js';
import { ROOT } from '../support/process.js';

const TOOLS = [
  'esbuild@0.28.2',
  'rollup@4.68.8',
  '@rollup/plugin-node-resolve@16.0.3',
  'jest@30.5.2',
  'publint@0.3.25',
];
const TYPES = `
import { compress, crushJson, Headroom, HeadroomError, type CompressResult, type Message } from '@headroom/native';
import { analyze, type Analysis } from '@headroom/native/analysis';
import { bedrockPlugin } from '@headroom/native/bedrock';
import { claudeHooks } from '@headroom/native/claude-agent';
import { compressedRequestHandler } from '@headroom/native/copilot';
import { costOf, usageOf, type Usage } from '@headroom/native/cost';
import { withHeadroom } from '@headroom/native/google';
import { agentMiddleware } from '@headroom/native/langchain';
import { nodePostprocessor } from '@headroom/native/llamaindex';
import { headroomProcessor } from '@headroom/native/mastra';
import { compressedMcpClient } from '@headroom/native/mcp-client';
import { modelInputFilter } from '@headroom/native/openai-agents';
import { TransformPipeline } from '@headroom/native/pipeline';
import { alignCache, type CacheReport } from '@headroom/native/prompt-cache';
import { RemoteHeadroom } from '@headroom/native/remote';
import { runWithRetrieval, type Retrieval } from '@headroom/native/retrieval';
import { expressMiddleware } from '@headroom/native/server';
import { afterToolCall } from '@headroom/native/strands';
import { headroomMiddleware } from '@headroom/native/vercel';
import { SharedContext } from '@headroom/native/shared-context';
import { countTokens, type TokenEncoding } from '@headroom/native/tokens';

export type { CacheReport, Retrieval, TokenEncoding, Usage };
export const values: readonly unknown[] = [Headroom, alignCache, costOf, usageOf, runWithRetrieval, SharedContext];
export const doors: readonly unknown[] = [
  bedrockPlugin, claudeHooks, compressedRequestHandler, withHeadroom, agentMiddleware, nodePostprocessor, headroomProcessor, compressedMcpClient,
  modelInputFilter, TransformPipeline, RemoteHeadroom, expressMiddleware, afterToolCall, headroomMiddleware,
];
export async function main(error: unknown): Promise<Analysis> {
  const messages: Message[] = [{ role: 'user', content: 'x' }];
  const result: CompressResult<Message> = await compress(messages);
  const code: string | undefined = HeadroomError.isInstance(error) ? error.code : undefined;
  const count: number = countTokens(code ?? '');
  // @ts-expect-error: the format does not exist
  crushJson('[]', { format: 'nope', minTokensToCrush: count });
  return analyze(messages, result);
}
`;
const JEST = `
const headroom = require('@headroom/native');
test('loads, and knows its own errors', () => {
  expect(() => new headroom.Headroom({ policy: 'x' })).toThrow(headroom.ConfigurationError);
});
test('loads every entry', () => {
  const { exports } = require('@headroom/native/package.json');
  for (const path of Object.keys(exports))
    expect(Object.keys(require('@headroom/native' + path.slice(1))).length).toBeGreaterThan(0);
});
`;
const VITE = `export default { build: { ssr: 'app.mjs', outDir: 'out/vite' }, ssr: { noExternal: true } };`;

const ran = (outcome: Outcome): Outcome => {
  expect(outcome).toMatchObject({ status: 0 });
  return outcome;
};

describe.runIf(registryAnswers())('the package works with', () => {
  let consumer: Consumer;
  let project: Project;

  beforeAll(() => {
    consumer = new Consumer();
    project = consumer.project('tools', TOOLS, {
      'app.mjs': ESM,
      'app.cjs': COMMON_JS,
      'vite.config.mjs': VITE,
      'use.test.js': JEST,
      'types.mts': TYPES,
      'types.cts': TYPES,
    });
    for (const name of ['@types/node', 'undici-types'])
      cpSync(join(ROOT, 'node_modules', name), join(project.folder, 'node_modules', name), { recursive: true });
  });
  afterAll(() => consumer?.close());

  // Called by its function, because its command is a native program or a script of Node, depending on the
  // installation.
  const esbuild = (entryPoint: string, format: string, outfile: string): string[] => [
    '--eval',
    `require('esbuild').buildSync(${JSON.stringify({ entryPoints: [entryPoint], bundle: true, minify: true, platform: 'node', format, outfile })})`,
  ];
  const rollup = (output: string): string[] => [
    'node_modules/rollup/dist/bin/rollup',
    'app.mjs',
    '--plugin=node-resolve',
    '--format=es',
    `--file=${output}`,
    '--silent',
  ];

  it.each(['app.mjs', 'app.cjs'])('Node: %s', (file) => {
    expect(project.node([file])).toEqual(expect.objectContaining({ status: 0, stdout: EXPECTED, stderr: '' }));
  });

  it.each<[string, string, (output: string) => string[]]>([
    ['esbuild, to ES modules', 'out/esbuild.mjs', (output) => esbuild('app.mjs', 'esm', output)],
    ['esbuild, to CommonJS', 'out/esbuild.cjs', (output) => esbuild('app.mjs', 'cjs', output)],
    ['esbuild, from CommonJS', 'out/esbuild-require.cjs', (output) => esbuild('app.cjs', 'cjs', output)],
    ['Rollup', 'out/rollup.mjs', rollup],
    ['Vite, for a server', 'out/vite/app.mjs', () => [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build']],
  ])('%s', (_, output, build) => {
    ran(project.node(build(output)));
    expect(project.node([output])).toMatchObject({ status: 0, stdout: EXPECTED });
  });

  it.each(['esbuild.mjs', 'esbuild.cjs'])('the error of %s outside of node_modules says what to set', (name) => {
    const away = join(consumer.home, 'away');
    mkdirSync(away, { recursive: true });
    cpSync(join(project.folder, 'out', name), join(away, name));
    const { status, stderr } = project.node([join(away, name)]);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/has no addon for .*\n.*not installed[^]*`external` in esbuild/);
  });

  it('Jest, which runs CommonJS', () => {
    const { stderr } = ran(project.node(['node_modules/jest/bin/jest.js']));
    expect(stderr).toMatch(/2 passed, 2 total/);
  });

  it.each([
    ['ES modules', 'node16', 'types.mts'],
    ['CommonJS', 'node16', 'types.cts'],
    ['a bundler', 'bundler', 'types.mts'],
  ])('TypeScript at its strictest, for %s', (_, resolution, file) => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const options = [
      '--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --verbatimModuleSyntax --noEmit',
      `--skipLibCheck false --target es2022 --types node --module ${module} --moduleResolution ${resolution}`,
    ];
    // In CommonJS, `import` is not verbatim.
    const args = options
      .join(' ')
      .split(' ')
      .filter((word) => !file.endsWith('.cts') || word !== '--verbatimModuleSyntax');
    expect(project.node([tsc, ...args, file])).toMatchObject({ status: 0, stdout: '' });
  });

  it('publint', () => {
    const { stdout } = ran(project.node(['node_modules/publint/src/cli.js', '--strict', consumer.tarballs.main]));
    expect(stdout).toContain('All good!');
  });
});
