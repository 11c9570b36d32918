// The option `pruning` of the clients: old results become short forms where that pays, and what was sent then stays.
import { Headroom } from '@headroom/native';
import { anthropicMiddleware } from '@headroom/native/anthropic';
import { bedrockPlugin } from '@headroom/native/bedrock';
import { compressedRequestHandler } from '@headroom/native/copilot';
import { createFetch } from '@headroom/native/fetch';
import { agentMiddleware } from '@headroom/native/langchain';
import { withHeadroom } from '@headroom/native/openai';
import { describe, expect, it } from 'vitest';
import { bodyOf, listIn, model, requestOf, saidAndRefused } from '../proxy/dialogue.js';
import { withProvider } from '../proxy/support.js';
import type { Json, Turn } from '../support/protocols/index.js';
import { weighed } from '../support/weighed.js';
import { SDKS, type Sdk } from './sdks.js';

const TURNS = 40;
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'pruning' });
const turnOf = (turn: number): Turn => ({
  say: `Turn ${turn}.`,
  calls: [{ id: `c${turn}`, name: 'fetch', input: { turn } }],
});

/** Messages without the signatures of Gemini's calls, which count as reasoning. */
function withoutSignatures(messages: Json[]): Json[] {
  return JSON.parse(JSON.stringify(messages, (name, value) => (name === 'thoughtSignature' ? undefined : value)));
}

/** The messages that the provider got in each turn. */
function messagesOf(
  sdk: Sdk,
  wrap: (client: any) => any,
  change: (body: Json) => void = () => undefined,
): Promise<string[][]> {
  const { protocol, sample, make, plain } = sdk;
  return withProvider(
    model(
      protocol,
      Array(TURNS).fill(() => ({ say: 'Hi.' })),
    ),
    async ({ url, requests }) => {
      const client = wrap(make({ url }));
      const body = requestOf(sample, true);
      // Reading its cache costs a tenth of the input, so that prunes are rare.
      if (String(body['model']).startsWith('gpt')) body['model'] = 'gpt-5';
      change(body);
      const messages: Json[] = body[listIn(body)];
      for (let turn = 0; turn < TURNS; turn += 1) {
        await plain(client, { body });
        const added = saidAndRefused(sample, protocol.response(turnOf(turn), turn + 1), weighed(turn));
        messages.push(...withoutSignatures(added));
      }
      return requests.map((request) => protocol.messages(bodyOf(request)).map((message) => JSON.stringify(message)));
    },
  );
}

/** The turns in which messages changed that were sent before. */
const rewrites = (sent: readonly string[][]): number[] =>
  sent.flatMap((texts, at) => (at > 0 && sent[at - 1]!.some((text, own) => text !== texts[own]) ? [at] : []));
const sizeOf = (sent: readonly string[][]): number => sent.at(-1)!.join().length;

describe.each(SDKS)('$name', (sdk) => {
  const wrap = (pruning: 'off' | 'auto') => (client: any) =>
    sdk.name === 'fetch'
      ? { ...client, fetch: createFetch({ headroom: withStore(), pruning }) }
      : withHeadroom(client, { headroom: withStore(), pruning });

  it('prunes in some turns, and what it sent stays in the others', async () => {
    const whole = await messagesOf(sdk, wrap('off'));
    expect(rewrites(whole)).toEqual([]);
    const pruned = await messagesOf(sdk, wrap('auto'));
    expect(rewrites(pruned).length).toBeGreaterThan(0);
    expect(rewrites(pruned).length).toBeLessThan(TURNS / 2);
    expect(sizeOf(pruned)).toBeLessThan(sizeOf(whole) * 0.7);
  });
});

it('leaves everything before reasoning alone', async () => {
  const anthropic = SDKS.find(({ name }) => name === 'Anthropic')!;
  const thinking = { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' };
  const sent = await messagesOf(
    anthropic,
    (client) => withHeadroom(client, { headroom: withStore(), pruning: 'auto' }),
    ({ messages }) =>
      messages.push({ role: 'assistant', content: [thinking, { type: 'text', text: 'Yes?' }] }, messages[0]),
  );
  expect(rewrites(sent)).toEqual([]);
});

/** A class of messages like LangChain's. */
const langchain = (type: string, content: unknown, more: object = {}): object => ({ type, content, ...more });

it.each([false, true])('LangChain: prunes in an agent, but not before reasoning (%s)', async (isThinking) => {
  const { tools, wrapModelCall } = agentMiddleware({ headroom: withStore(), pruning: 'auto' });
  const sent: string[][] = [];
  const messages: any[] = [langchain('human', 'Look at everything.')];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const request = { messages, tools, model: { model: 'claude-sonnet-5' } };
    await wrapModelCall(request, (own) => void sent.push(own.messages.map((message) => JSON.stringify(message))));
    const content = isThinking ? [{ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }] : '';
    messages.push(langchain('ai', content, { tool_calls: [{ id: `c${turn}`, name: 'fetch', args: { turn } }] }));
    messages.push(langchain('tool', weighed(turn), { tool_call_id: `c${turn}` }));
  }
  expect(rewrites(sent).length > 0).toBe(!isThinking);
});

it('Bedrock: prunes in Converse', async () => {
  const sent: string[][] = [];
  let middleware: any;
  bedrockPlugin({ headroom: withStore(), pruning: 'auto' }).applyToStack({ add: (own) => void (middleware = own) });
  const output = { output: { message: { role: 'assistant', content: [{ text: 'Hi.' }] } }, stopReason: 'end_turn' };
  const next = async ({ input }: Json) => {
    sent.push(input['messages'].map((message: object) => JSON.stringify(message)));
    return { output };
  };
  const send = middleware(next, { commandName: 'ConverseCommand' });
  const toolConfig = { tools: [{ toolSpec: { name: 'fetch', inputSchema: { json: { type: 'object' } } } }] };
  const messages: Json[] = [{ role: 'user', content: [{ text: 'Look at everything.' }] }];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await send({ input: { modelId: 'anthropic.claude-sonnet-4-5', toolConfig, messages: [...messages] } });
    const toolUseId = `c${turn}`;
    messages.push(
      { role: 'assistant', content: [{ toolUse: { toolUseId, name: 'fetch', input: { turn } } }] },
      { role: 'user', content: [{ toolResult: { toolUseId, content: [{ text: weighed(turn) }] } }] },
    );
  }
  expect(rewrites(sent).length).toBeGreaterThan(0);
});

describe('without a store', () => {
  const handler = { sendRequest: async () => new Response() };
  const calls: [string, (options: object) => unknown][] = [
    ['withHeadroom', (options) => withHeadroom({ withOptions: () => ({}) }, options)],
    ['createFetch', createFetch],
    ['anthropicMiddleware', anthropicMiddleware],
    ['bedrockPlugin', bedrockPlugin],
    ['agentMiddleware', agentMiddleware],
    ['compressedRequestHandler', (options) => compressedRequestHandler({ ...handler }, options)],
  ];

  it.each(calls)('%s refuses to prune', (_, call) => {
    expect(() => call({ headroom: new Headroom(), pruning: 'auto' })).toThrow('pruning needs a store');
    expect(() => call({ pruning: 'sometimes' })).toThrow('off, cold or auto');
    expect(() => call({ pruning: 'off' })).not.toThrow();
  });
});
