// Python frameworks through the proxy: each in a virtual environment of its own, installed from PyPI when the test
// first runs.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CASES } from '../proxy/dialogue.js';
import { withProxy } from '../proxy/support.js';
import { registryAnswers } from '../support/consumer.js';
import { ROOT } from '../support/process.js';
import type { Protocol } from '../support/protocols/index.js';
import { caller, checkPrefix, reader } from './conversation.js';

const CACHE = join(ROOT, 'node_modules/.cache/headroom-frameworks/python');
const chatApi = CASES[1]![1] as Protocol;
const hasPython = spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']).status === 0;

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  langchain_agent: ['langchain==1.5.2', 'langchain-openai==1.7.4'],
  agno_agent: ['agno==3.1.10', 'openai==3.57.0'],
  strands_agent: ['strands-agents[openai]==1.62.0'],
  litellm_loop: ['litellm==1.110.2'],
  asgi_app: ['starlette==1.10.0', 'httpx', 'openai==3.57.0'],
};

/** The Python of a virtual environment that has these packages. */
function pythonWith(name: string, packages: readonly string[]): string {
  const folder = join(CACHE, name);
  const python = join(folder, 'bin/python');
  const stamp = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    for (const [program, args] of [
      ['python3', ['-m', 'venv', folder]],
      [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]],
    ] as const) {
      const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${program} ${args.join(' ')}\n${stderr}`);
    }
    writeFileSync(stamp, wanted);
  }
  return python;
}

describe.runIf(hasPython && registryAnswers()).each(Object.entries(EXAMPLES))('%s', (name, packages) => {
  const run = async (url: string): Promise<string> => {
    const script = join(ROOT, 'examples/python', `${name}.py`);
    const env = { ...process.env, OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'k', PYTHONDONTWRITEBYTECODE: '1' };
    return (await promisify(execFile)(pythonWith(name, packages), [script], { env, timeout: 120_000 })).stdout;
  };
  const store = { store: ':memory:' } as const;

  it('answers, and looks at what was elided', { timeout: 600_000 }, () =>
    withProxy(
      reader(chatApi),
      async (proxy, { requests }) => {
        expect(await run(proxy.url)).toContain('It was done before: job 1699.');
        expect(requests).toHaveLength(3);
        expect(requests[1]!.body.toString()).toContain('left out: headroom_retrieve');
      },
      store,
    ),
  );

  it('sends what it sent before again, over 20 turns', () =>
    withProxy(
      caller(chatApi),
      async (proxy, { requests }) => {
        expect(await run(proxy.url)).toContain('It is done.');
        checkPrefix(chatApi, requests);
      },
      store,
    ));
});
