// Agent frameworks, installed as their users install them: their examples answer, save, and send what they sent
// before again.
import { describe, expect, it } from 'vitest';
import { CASES, model } from '../proxy/dialogue.js';
import { withProvider } from '../proxy/support.js';
import { registryAnswers } from '../support/consumer.js';
import type { Protocol } from '../support/protocols/index.js';
import { answerer, caller, checkPrefix } from './conversation.js';
import { FrameworkProject } from './project.js';

const [anthropicApi, chatApi, responsesApi] = CASES.map(([, protocol]) => protocol) as [Protocol, Protocol, Protocol];

/** A framework: the name of its example and its types is that in front of the version. */
const FRAMEWORKS: Readonly<Record<string, { packages: readonly string[]; protocol: Protocol }>> = {
  'openai-agents': { packages: ['@openai/agents@0.20.0', 'zod@4.6.7'], protocol: responsesApi },
  'openai-agents@0.15': { packages: ['@openai/agents@0.15.0', 'zod@4.6.7'], protocol: responsesApi },
  strands: { packages: ['@strands-agents/sdk@1.16.0', 'openai@6.49.0', 'zod@4.6.7'], protocol: chatApi },
  mastra: { packages: ['@mastra/core@1.71.0', 'zod@4.6.7'], protocol: chatApi },
};

describe.runIf(registryAnswers()).each(Object.entries(FRAMEWORKS))('%s', (version, { packages, protocol }) => {
  const project = new FrameworkProject(version.replace('@', '-'), packages);
  const name = version.split('@')[0]!;
  const env = (url: string): Record<string, string> => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1` });

  it('has the types of the framework', async () => {
    expect(await project.types(`${name}.types.mts`)).toBe('');
  });

  it('answers and saves', () =>
    withProvider(answerer(protocol), async ({ url, requests }) => {
      const said = await project.example(`${name}.mjs`, env(url));
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      expect(requests).toHaveLength(2);
    }));

  it('sends what it sent before again, over 20 turns', () =>
    withProvider(caller(protocol), async ({ url, requests }) => {
      expect(await project.example(`${name}.mjs`, env(url))).toContain('It is done.');
      checkPrefix(protocol, requests);
    }));
});

describe.runIf(registryAnswers())('llamaindex', () => {
  const project = new FrameworkProject('llamaindex', [
    '@llamaindex/core@0.6.23',
    '@llamaindex/env@0.1.31',
    '@llamaindex/openai@0.4.23',
    '@llamaindex/workflow@1.1.25',
    'zod@4.6.7',
  ]);
  const env = (url: string): Record<string, string> => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1` });

  it('has the types of the framework', async () => {
    expect(await project.types('llamaindex.types.mts')).toBe('');
  });

  it('compresses what was found', async () => {
    const said = await project.example('llamaindex.mjs', {});
    expect(said).toMatch(/worker 6 lost its disk in job 1700/);
    expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(90);
  });

  it('answers and saves in an agent', () =>
    withProvider(answerer(chatApi), async ({ url, requests }) => {
      const said = await project.example('llamaindex-agent.mjs', env(url));
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      expect(requests).toHaveLength(2);
    }));

  it('sends what it sent before again, over 20 turns', () =>
    withProvider(caller(chatApi), async ({ url, requests }) => {
      const said = await project.example('llamaindex-agent.mjs', env(url));
      expect(said).toContain('It is done.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      checkPrefix(chatApi, requests);
    }));
});

describe.runIf(registryAnswers()).each(['0.3.332', '0.2.141'])('claude-agent %s', (version) => {
  const project = new FrameworkProject(`claude-agent-${version}`, [`@anthropic-ai/claude-agent-sdk@${version}`]);

  it('has the types of the SDK', async () => {
    expect(await project.types('claude-agent.types.mts')).toBe('');
  });

  it('sends less of what a command printed', () => {
    /** Claude Code also asks for a title, without tools. */
    const agent: Parameters<typeof withProvider>[0] = (request, response) => {
      const isMessage = /^\/v1\/messages(\?|$)/.test(request.url);
      if (!isMessage) return void response.writeHead(404).end('{}');
      const body = JSON.parse(request.body.toString());
      const results = anthropicApi.results(anthropicApi.messages(body));
      const [, command] = /This prints the log: ((?:[^"\\]|\\.)*)"/.exec(request.body.toString()) ?? [];
      const call = { id: 'toolu_1', name: 'Bash', input: { command: JSON.parse(`"${command}"`), description: 'd' } };
      const hasBash = anthropicApi.tools(body).includes('Bash');
      const turn = hasBash && results.length === 0 ? { calls: [call] } : { say: 'It was done before: job 1699.' };
      return model(anthropicApi, [() => turn])(request, response);
    };
    return withProvider(agent, async ({ url, requests }) => {
      const said = await project.example('claude-agent.mjs', {
        ANTHROPIC_API_KEY: 'k',
        ANTHROPIC_BASE_URL: url,
        HOME: project.folder,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      });
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      expect(requests.at(-1)!.body.toString()).toContain('[log ');
    });
  });
});
