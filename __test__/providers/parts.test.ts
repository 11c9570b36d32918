// One battery for the parts of all providers. The requests and responses are those in `__test__/support/protocols`.
import { usageOf } from '@headroom/native/cost';
import { runWithRetrieval, streamWithRetrieval, withRetrieveTool } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { piecesOf, providerOfRequest, PROVIDERS, providersWith, type Provider } from '../../src/providers/index.js';
import { dialectOf, PROTOCOLS, type Json } from '../support/protocols/index.js';
import { all, asks, headroom, retrieved, retrieves } from '../support/retrieval.js';

const PARTS = ['messages', 'request', 'tool', 'dialogue', 'stream', 'usage', 'cache'] as const;

/** Parts that a provider does not have. The tests skip them. */
const MISSING: Readonly<Record<string, readonly (typeof PARTS)[number][]>> = {
  gemini: [],
  'vercel-ui': ['request', 'tool', 'dialogue', 'stream', 'usage', 'cache'],
  vercel: ['request', 'tool', 'dialogue', 'stream'],
  responses: [],
  bedrock: [],
  anthropic: [],
  openai: [],
};

/** Usage reports of SDKs, which have no responses of their own. */
const REPORTS: Readonly<Record<string, readonly Json[]>> = {
  vercel: [
    { promptTokens: 101, completionTokens: 10 },
    { inputTokens: 101, outputTokens: 10 },
    { inputTokens: 101, outputTokens: 10, inputTokenDetails: { cacheReadTokens: 1 } },
  ],
};

it('providers lack exactly the parts in the list above', () => {
  const missing = ({ name, ...parts }: Provider) => [name, PARTS.filter((part) => !(part in parts))];
  expect(Object.fromEntries(PROVIDERS.map(missing))).toEqual(MISSING);
});

describe.each(providersWith('request'))('requests of $name', (provider) => {
  it('are recognised as requests for this provider only', () => {
    expect(providerOfRequest(dialectOf(provider.name).request('Why?')).name).toBe(provider.name);
  });
});

describe.each(providersWith('tool'))('tools of $name', (provider) => {
  it('get the retrieval tool once', () => {
    const dialect = dialectOf(provider.name);
    const request = withRetrieveTool(dialect.request('Why?'));
    expect(dialect.tools(request)).toEqual(['headroom_retrieve']);
    expect(withRetrieveTool(request)).toBe(request);
  });

  it('pair calls with results', () => {
    const dialect = dialectOf(provider.name);
    const { messages, calls } = provider.dialogue!.read(dialect.response({ calls: [asks('x')] }, 1))!;
    const call = provider.tool.read(calls[0]!)!;
    expect(call.name).toBe('query');
    const answer = provider.dialogue!.answer([provider.tool.write(call, { text: 'Found', isError: false })]);
    expect(dialect.results(answer as Json[])).toEqual(['Found']);
    const pieces = [...piecesOf([...messages, ...answer])].flat();
    const [id] = pieces.flatMap((piece) => (piece.type === 'call' ? [piece.id] : []));
    expect(pieces).toContainEqual(expect.objectContaining({ type: 'result', id, text: 'Found' }));
  });
});

describe.each(providersWith('dialogue'))('a conversation with $name', (provider) => {
  it('continues after a retrieval', async () => {
    const dialect = dialectOf(provider.name);
    const bodies: Json[] = [];
    const said = [{ calls: [retrieves('a', '7')] }, { say: 'Because.' }];
    const { ended } = await runWithRetrieval({
      headroom,
      request: dialect.request('Why?'),
      send: (body: Json) => dialect.response(said[bodies.push(body) - 1]!, bodies.length),
    });
    expect(ended).toBe('answered');
    expect(bodies.map((body) => dialect.results(dialect.messages(body)))).toEqual([[], [retrieved(7)]]);
  });
});

describe.each(providersWith('stream'))('a stream of $name', (provider) => {
  it('continues after a retrieval as one response', async () => {
    const protocol = PROTOCOLS.find((own) => own.provider === provider.name)!;
    let count = 0;
    const said = [{ say: 'Let me see. ', calls: [retrieves('a', '7')] }, { say: 'Because.' }];
    const stream = streamWithRetrieval({
      headroom,
      request: protocol.request('Why?'),
      send: async function* () {
        yield* protocol.events(said[count]!, (count += 1));
      },
    });
    expect(protocol.heard(protocol.assembled(await all(stream)))).toEqual({
      text: 'Let me see. Because.',
      calls: [],
      usage: { input: 300, output: 30, cached: 3 },
    });
  });
});

describe.each(providersWith('usage'))('usage of $name', (provider) => {
  const reports = REPORTS[provider.name] ?? [dialectOf(provider.name).response({ say: 'Because.' }, 1)];

  it.each(reports.map((report) => [report]))('is read by this provider only: %j', (report) => {
    const used = usageOf(report);
    expect(used.complete).toBe(true);
    expect([100, 101]).toContain(used.input + used.cachedRead);
    expect([10, 12]).toContain(used.output);
    const fields = report['usage'] ?? report['usageMetadata'] ?? report;
    expect(providersWith('usage').filter(({ usage }) => usage.matches(fields))).toEqual([provider]);
  });
});
