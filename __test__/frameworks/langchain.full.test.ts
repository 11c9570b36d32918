// LangChain 1 and LangGraph 1, installed as their users install them, against a provider on loopback.
import { expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { CASES } from '../proxy/dialogue.js';
import { withProvider } from '../proxy/support.js';
import { registryAnswers } from '../support/consumer.js';
import type { Protocol } from '../support/protocols/index.js';
import { caller, checkPrefix, reader, staller, TURNS } from './conversation.js';
import { FrameworkProject } from './project.js';
import { said } from './said.mjs';

const [anthropicApi] = CASES.map(([, protocol]) => protocol) as [Protocol];
const PACKAGES = [
  'langchain@1.5.14',
  '@langchain/core@1.4.0',
  '@langchain/langgraph@1.7.3',
  '@langchain/anthropic@1.5.11',
  '@langchain/classic@1.0.50',
  'zod@4.6.7',
];
const PACKAGES_0 = [
  '@langchain/core@0.3.80',
  '@langchain/langgraph@0.4.10',
  '@langchain/anthropic@0.3.34',
  'zod@3.25.76',
];
/** The model counts 100 n for its nth answer, and n that came from a cache: LangChain adds them up. */
const INPUT = (101 * (TURNS + 1) * (TURNS + 2)) / 2;

describe.runIf(registryAnswers())('LangChain', () => {
  const project = new FrameworkProject('langchain', PACKAGES);
  const run = (name: string, url: string): Promise<any> => project.script('langchain.mjs', { RUN: name, URL: url });

  it('has the types of LangChain', async () => {
    expect(await project.types('langchain.types.mts')).toBe('');
  });

  it.each(['agent', 'streamedAgent', 'model', 'streamedModel', 'graph', 'graphModel'])(
    `%s sends what it sent before again, over ${TURNS} turns`,
    (name) =>
      withProvider(caller(anthropicApi), async ({ url, requests }) => {
        const { text, input, results, stats } = await run(name, url);
        checkPrefix(anthropicApi, requests);
        // The state keeps what the tool said, and the usage is the provider's.
        expect([text, input]).toEqual(['It is done.', INPUT]);
        expect(results).toEqual(Array.from({ length: TURNS }, (_, turn) => said(turn)));
        expect(stats.tokensAfter).toBeLessThan(stats.tokensBefore / 2);
      }),
  );

  it('answers calls of headroom_retrieve in an agent', () =>
    withProvider(reader(anthropicApi), async ({ url, requests }) => {
      expect(await project.example('langchain.mjs', { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'k' })).toContain(
        'job 1699',
      );
      expect(requests).toHaveLength(3);
    }));

  it('compresses what tools say, once', () =>
    withProvider(caller(anthropicApi), async ({ url, requests }) => {
      const { results, totals } = await run('tools', url);
      checkPrefix(anthropicApi, requests);
      expect(await Promise.all(results.map((text: string) => expand(text)))).toEqual(
        Array.from({ length: TURNS }, (_, turn) => said(turn)),
      );
      expect(totals['read_log'].compressed).toBeGreaterThan(TURNS / 2);
      expect(totals['read_log'].tokensAfter).toBeLessThan(totals['read_log'].tokensBefore / 2);
    }));

  it('passes on what a tool throws', async () => {
    expect(await run('throwing', 'http://127.0.0.1:9')).toEqual({ message: 'no disk' });
  });

  it('aborts the request when reading stops', () =>
    withProvider(staller(anthropicApi), async ({ url, left }) => {
      expect(await run('abort', url)).toEqual({ heard: 'Well, thi' });
      await left;
    }));

  it('compresses the results of tools that are added to a state', async () => {
    const { content, ...kept } = await run('reducer', '');
    expect(kept).toEqual({ id: 't', isMessage: true, given: true });
    expect(content.length).toBeLessThan(said(0).length / 2);
    expect(await expand(content)).toBe(said(0));
  });

  it('reads a history within its budget', async () => {
    const { all, read, first, areMessages } = await run('history', '');
    expect([all, areMessages]).toEqual([91, true]);
    expect(read).toBeLessThan(all);
    expect(first).toMatch(/^What is this\?[^]*headroom_retrieve/);
  });
});

describe.runIf(registryAnswers())('version 0 of LangChain', () => {
  const project = new FrameworkProject('langchain-0', PACKAGES_0);
  const run = (name: string, url: string): Promise<any> => project.script('langchain.mjs', { RUN: name, URL: url });

  it.each(['graph', 'graphModel', 'tools'])(`%s sends what it sent before again, over ${TURNS} turns`, (name) =>
    withProvider(caller(anthropicApi), async ({ url, requests }) => {
      const { text, stats } = await run(name, url);
      checkPrefix(anthropicApi, requests);
      expect(text).toBe('It is done.');
      expect(stats.tokensAfter).toBeLessThan(stats.tokensBefore / 2);
    }),
  );

  it('aborts the request when reading stops', () =>
    withProvider(staller(anthropicApi), async ({ url, left }) => {
      expect(await run('abort', url)).toEqual({ heard: 'Well, thi' });
      await left;
    }));

  it('compresses the results of tools that are added to a state', async () => {
    const { content, isMessage } = await run('reducer', '');
    expect([isMessage, await expand(content)]).toEqual([true, said(0)]);
  });
});
