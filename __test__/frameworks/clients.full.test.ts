// Clients that are not installed for every run of the tests: the AWS SDK, the last versions of the others, and clients of
// MCP servers.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventMessage } from '../../src/wire/event-stream.js';
import { bodyOf, CASES } from '../proxy/dialogue.js';
import { withProvider } from '../proxy/support.js';
import { registryAnswers } from '../support/consumer.js';
import { bedrock } from '../support/protocols/bedrock.js';
import type { Json, Protocol } from '../support/protocols/index.js';
import { answerer, caller, checkPrefix, reader } from './conversation.js';
import { FrameworkProject } from './project.js';

const anthropicApi = CASES[0]![1] as Protocol;
const chatApi = CASES[1]![1] as Protocol;
const geminiApi = CASES[3]![1] as Protocol;
/** Its responses come as a whole. */
const bedrockApi = bedrock as Protocol;

const CLIENTS: Readonly<
  Record<string, { packages: readonly string[]; protocol: Protocol; env(url: string): Record<string, string> }>
> = {
  anthropic: {
    packages: ['@anthropic-ai/sdk@1.14.0'],
    protocol: anthropicApi,
    env: (url) => ({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url }),
  },
  openai: {
    packages: ['openai@7.59.0'],
    protocol: chatApi,
    env: (url) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1` }),
  },
  bedrock: {
    packages: ['@aws-sdk/client-bedrock-runtime@3.1164.0', '@smithy/node-http-handler@4'],
    protocol: bedrockApi,
    env: (url) => ({
      AWS_ACCESS_KEY_ID: 'AKIANONE',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    }),
  },
  google: {
    packages: ['@google/genai@3.3.0'],
    protocol: geminiApi,
    env: (url) => ({ GEMINI_API_KEY: 'k', GEMINI_BASE_URL: url }),
  },
};

describe.runIf(registryAnswers()).each(Object.entries(CLIENTS))('%s', (name, { packages, protocol, env }) => {
  const project = new FrameworkProject(name, packages);

  it('has the types of the client', async () => {
    expect(await project.types(`${name}.types.mts`)).toBe('');
  });

  it('answers and saves, and what is signed is what is sent', () =>
    withProvider(reader(protocol), async ({ url, requests }) => {
      const said = await project.example(`${name}.mjs`, env(url));
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      expect(requests).toHaveLength(3);
      for (const { headers, body } of requests)
        if (name === 'bedrock')
          expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(body).digest('hex'));
    }));

  it('sends what it sent before again, over 20 turns', () =>
    withProvider(caller(protocol), async ({ url, requests }) => {
      expect(await project.example(`${name}.mjs`, env(url))).toContain('It is done.');
      checkPrefix(protocol, requests);
    }));
});

/** The model of {@link reader} in the event streams of Amazon Bedrock. */
function streamingReader(): ReturnType<typeof reader> {
  const plain = reader(bedrockApi);
  let n = 0;
  return (request, response) => {
    const events: Buffer[] = [];
    const whole = { writeHead: () => whole, end: (body: string) => events.push(...framed(JSON.parse(body), (n += 1))) };
    plain({ ...request, url: '/converse' }, whole as never);
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' }).end(Buffer.concat(events));
  };
}

/** A response as the messages of an event stream. */
function framed({ output }: Json, n: number): Buffer[] {
  const blocks = output.message.content as Json[];
  const say = blocks.map(({ text = '' }) => text).join('');
  const calls = blocks.flatMap(({ toolUse }) =>
    toolUse ? [{ id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input }] : [],
  );
  return bedrockApi.events({ ...(say && { say }), calls }, n).map((event) => {
    const [[type, value]] = Object.entries(event) as [[string, Json]];
    const headers = { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' };
    return eventMessage(headers, JSON.stringify(value));
  });
}

it.runIf(registryAnswers())('bedrock streams, and retrieves what was elided', () => {
  const { packages, env } = CLIENTS['bedrock']!;
  const project = new FrameworkProject('bedrock', packages);
  return withProvider(streamingReader(), async ({ url, requests }) => {
    const { text, input, saved } = await project.script('bedrock-stream.mjs', env(url));
    expect([text, input, requests.length]).toEqual(['It was done before: job 1699.', 500, 3]);
    expect(saved).toBeGreaterThan(1000);
  });
});

describe.runIf(registryAnswers())("Anthropic's clients for clouds", () => {
  const project = new FrameworkProject('clouds', [
    '@anthropic-ai/sdk@1.12.0',
    '@anthropic-ai/bedrock-sdk@1.1.3',
    '@anthropic-ai/foundry-sdk@1.1.1',
    '@anthropic-ai/vertex-sdk@1.1.3',
  ]);

  it('has their types', async () => {
    expect(await project.types('clouds.types.mts')).toBe('');
  });

  it.each([
    ['bedrock', 'client'],
    ['bedrock', 'middleware'],
    ['foundry', 'client'],
    ['vertex', 'client'],
    ['vertex', 'middleware'],
  ])('%s retrieves what was elided, wrapped by its %s, and what is signed is what is sent', (cloud, way) =>
    withProvider(reader(anthropicApi), async ({ url, requests }) => {
      const { saved, ...rest } = await project.script('clouds.mjs', { CLOUD: cloud, URL: url, WAY: way });
      const text = 'It was done before: job 1699.';
      // The usage is that of the two rounds of the last answer: the model counts 100 n for its nth answer.
      expect(rest).toEqual({ text, input: 500, isSame: way === 'middleware', isWrappedOnce: true });
      expect(saved).toBeGreaterThan(1000);
      expect(requests).toHaveLength(3);
      for (const { headers, body } of requests)
        if (cloud === 'bedrock')
          expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(body).digest('hex'));
    }),
  );
});

describe.runIf(registryAnswers())('version 2 of the MCP client', () => {
  const project = new FrameworkProject('mcp-client', [
    '@modelcontextprotocol/client@2.4.0',
    '@modelcontextprotocol/server@2.4.0',
  ]);

  it('has its types', async () => {
    expect(await project.types('mcp-client.types.mts')).toBe('');
  });

  it('gets compressed results, and what was elided', async () => {
    const { saved, found, failed, stopped, ...rest } = await project.script('mcp-client.mjs', {});
    expect(rest).toEqual({ tools: ['read_log', 'fails', 'headroom_retrieve'], isStable: true, isClient: true });
    expect([found, stopped]).toEqual([expect.stringContaining('job 1699'), expect.stringContaining('enough')]);
    expect(failed).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('no disk') }] });
    expect(saved).toBeGreaterThan(1000);
  });
});

describe.runIf(registryAnswers())('copilot', () => {
  const project = new FrameworkProject('copilot', ['@github/copilot-sdk@1.0.14']);
  const env = (url: string): Record<string, string> => ({
    HOME: project.folder,
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: `${url}/v1`,
  });

  it('has the types of the SDK', async () => {
    expect(await project.types('copilot.types.mts')).toBe('');
  });

  it('answers and saves', () =>
    withProvider(answerer(chatApi), async ({ url, requests }) => {
      const said = await project.example('copilot.mjs', env(url));
      expect(said).toContain('It was done before: job 1699.');
      expect(Number(/([\d.]+) % saved/.exec(said)?.[1])).toBeGreaterThan(30);
      expect(chatApi.results(chatApi.messages(bodyOf(requests[1]!))).at(-1)).toContain('left out: headroom_retrieve');
    }));

  it('sends what it sent before again, over 20 turns', () =>
    withProvider(caller(chatApi), async ({ url, requests }) => {
      expect(await project.example('copilot.mjs', env(url))).toContain('It is done.');
      checkPrefix(chatApi, requests);
    }));
});
