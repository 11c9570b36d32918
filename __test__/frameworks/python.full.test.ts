// Python frameworks through the proxy: each in a virtual environment of its own, installed from PyPI when the test first runs.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CASES } from '../proxy/dialogue.js';
import { withProxy } from '../proxy/support.js';
import { ROOT } from '../support/process.js';
import { pythonAnswers, pythonWith } from '../support/python.js';
import type { Protocol } from '../support/protocols/index.js';
import { caller, checkPrefix, reader } from './conversation.js';

const chatApi = CASES[1]![1] as Protocol;

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  langchain_agent: ['langchain==1.5.2', 'langchain-openai==1.7.4'],
  agno_agent: ['agno==3.1.10', 'openai==3.57.0'],
  strands_agent: ['strands-agents[openai]==1.62.0'],
  litellm_loop: ['litellm==1.110.2'],
  asgi_app: ['starlette==1.10.0', 'httpx', 'openai==3.57.0'],
};

describe.runIf(pythonAnswers()).each(Object.entries(EXAMPLES))('%s', (name, packages) => {
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
