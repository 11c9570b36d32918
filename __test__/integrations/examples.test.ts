// Runs each example against a provider on loopback. The model calls its tool and retrieves what was elided.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { caller, checkPrefix } from '../frameworks/conversation.js';
import { CASES, handleIn, model } from '../proxy/dialogue.js';
import { JSON_TYPE, says, withProvider, withProxy } from '../proxy/support.js';
import { ROOT } from '../support/process.js';
import type { Protocol } from '../support/protocols/index.js';

const FOLDER = join(ROOT, 'examples/integrations');
const FRAMEWORKS = join(ROOT, '__test__/frameworks');
const [anthropicApi, chatApi, , geminiApi] = CASES.map(([, protocol]) => protocol) as Protocol[];
const LISTING = { calls: [{ id: 'c1', name: 'read_log', input: {} }] };
const ANSWER = 'It was done before: JOB.';

/** A model that reads the log, retrieves an elided line, and answers. */
const agent = (protocol: Protocol): Example['answer'] =>
  model(protocol, [
    () => LISTING,
    (body) => {
      const handle = handleIn(protocol.results(protocol.messages(body)).at(-1)!);
      return { calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle, lines: '1700' } }] };
    },
    (body) => ({ say: ANSWER.replace('JOB', /job \d+/.exec(protocol.results(protocol.messages(body)).at(-1)!)![0]) }),
  ]);

/** The part of the AI SDK gateway's protocol that the example needs. */
const gateway = (): Parameters<typeof withProvider>[0] => {
  let n = 0;
  return (_request, response) => {
    n += 1;
    const call = { type: 'tool-call', toolCallId: 'c1', toolName: 'read_log', input: '{}' };
    response.writeHead(200, JSON_TYPE).end(
      JSON.stringify({
        content: n === 1 ? [call] : [{ type: 'text', text: 'It was done before: job 1699.' }],
        finishReason: { unified: n === 1 ? 'tool-calls' : 'stop', raw: 'x' },
        usage: { inputTokens: { total: 1 }, outputTokens: { total: 1 } },
        warnings: [],
      }),
    );
  };
};

interface Example {
  readonly answer: Parameters<typeof withProvider>[0];
  /** Of examples whose model calls a tool for 20 turns, too. */
  readonly protocol?: Protocol;
  /** How the example finds its provider. */
  env(url: string): Readonly<Record<string, string>>;
  /** The number of requests to the provider. */
  readonly requests: number;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'anthropic.mjs': {
    answer: agent(anthropicApi!),
    protocol: anthropicApi!,
    env: (url) => ({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url }),
    requests: 3,
  },
  'fetch.mjs': {
    answer: agent(geminiApi!),
    protocol: geminiApi!,
    env: (url) => ({ GEMINI_API_KEY: 'k', GEMINI_BASE_URL: url }),
    requests: 3,
  },
  'google.mjs': {
    answer: agent(geminiApi!),
    protocol: geminiApi!,
    env: (url) => ({ GEMINI_API_KEY: 'k', GEMINI_BASE_URL: url }),
    requests: 3,
  },
  'mcp-client.mjs': {
    answer: agent(anthropicApi!),
    protocol: anthropicApi!,
    env: (url) => ({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url }),
    requests: 3,
  },
  'openai.mjs': {
    answer: agent(chatApi!),
    protocol: chatApi!,
    env: (url) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1` }),
    requests: 3,
  },
  'pipeline.mjs': {
    answer: model(chatApi!, [() => LISTING, () => ({ say: 'It was done before: job 1699.' })]),
    env: (url) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1` }),
    requests: 2,
  },
  'vercel.mjs': {
    answer: gateway(),
    env: (url) => ({ AI_GATEWAY_API_KEY: 'k', AI_GATEWAY_BASE_URL: url }),
    requests: 2,
  },
};

/** Frameworks that are large. `__test__/frameworks` installs them, and runs these examples. */
const ELSEWHERE =
  'bedrock claude-agent copilot express fastify hono langchain llamaindex llamaindex-agent mastra openai-agents strands'
    .split(' ')
    .map((name) => `${name}.mjs`);

it('every example is tested, here or with the frameworks', () => {
  const names = readdirSync(FOLDER).filter((name) => name !== 'log.mjs');
  expect(names).toEqual([...Object.keys(EXAMPLES), 'remote.mjs', ...ELSEWHERE].sort());
  const files = readdirSync(FRAMEWORKS).filter((name) => name.endsWith('.ts'));
  const tests = files.map((name) => readFileSync(join(FRAMEWORKS, name), 'utf8'));
  for (const name of ELSEWHERE) expect(tests.join('\n')).toMatch(new RegExp(`\\b${name.replace('.mjs', '\\b')}`));
});

const run = async (name: string, env: Readonly<Record<string, string>>): Promise<string> => {
  const options = { env: { ...process.env, ...env }, timeout: 60_000 };
  return (await promisify(execFile)(process.execPath, [join(FOLDER, name)], options)).stdout;
};

it.each(Object.entries(EXAMPLES))('%s answers and saves', (name, { answer, env, requests: count }) =>
  withProvider(answer, async ({ url, requests }) => {
    const stdout = await run(name, env(url));
    expect(stdout).toContain('It was done before: job 1699.');
    expect(Number(/([\d.]+) % saved/.exec(stdout)?.[1])).toBeGreaterThan(30);
    expect(requests).toHaveLength(count);
  }),
);

it.each(Object.entries(EXAMPLES).filter(([, { protocol }]) => protocol))(
  '%s sends what it sent before again, over 20 turns',
  (name, { protocol, env }) =>
    withProvider(caller(protocol!), async ({ url, requests }) => {
      expect(await run(name, env(url))).toContain('It is done.');
      checkPrefix(protocol!, requests);
    }),
);

describe('remote.mjs', () => {
  const env = (url: string, proxy: string) => ({
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: `${url}/v1`,
    HEADROOM_URL: proxy,
  });

  it('sends what it sent before again, over 20 turns', () =>
    withProvider(caller(chatApi!), ({ url, requests }) =>
      withProxy(says('{}'), async (proxy) => {
        const stdout = await run('remote.mjs', env(url, proxy.url));
        expect(stdout).toContain('It is done.');
        expect(Number(/([\d.]+) % saved/.exec(stdout)?.[1])).toBeGreaterThan(30);
        checkPrefix(chatApi!, requests);
      }),
    ));

  it('answers without its server, too', () =>
    withProvider(model(chatApi!, [() => LISTING, () => ({ say: 'It was job 1699.' })]), async ({ url }) => {
      const stdout = await run('remote.mjs', { ...env(url, 'http://127.0.0.1:9') });
      expect(stdout).toContain('It was job 1699.');
    }));
});
