// The plugin for Bedrock, in a stack that calls it as the AWS SDK does. `__test__/frameworks` runs it in the SDK
// itself.
import { expand, Headroom } from '@headroom/native';
import { bedrockPlugin } from '@headroom/native/bedrock';
import { describe, expect, it } from 'vitest';
import { handleIn, LOG } from '../proxy/dialogue.js';
import { ANTHROPIC, ROWS } from '../proxy/samples.js';
import { bedrock } from '../support/protocols/bedrock.js';
import type { Json, Turn } from '../support/protocols/index.js';

const tools = [{ toolSpec: { name: 'fetch', inputSchema: { json: { type: 'object' } } } }];
const question = { role: 'user', content: [{ text: 'Which hosts?' }] };
const conversation = (text: string, more: Json[] = []): Json => ({
  modelId: 'claude-x',
  toolConfig: { tools },
  messages: [
    question,
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'c', name: 'fetch', input: { at: 1 } } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: 'c', content: [{ text }] } }] },
    ...more,
  ],
});
const first = { modelId: 'claude-x', toolConfig: { tools }, messages: [question] };

/**
 * A client whose model gives these answers. Returns a function that sends a command, and the requests that the
 * provider got.
 */
function client(headroom: Headroom, turns: readonly ((input: Json) => Turn)[]) {
  const sent: Json[] = [];
  const stack: any[] = [];
  const plugin = bedrockPlugin({ headroom });
  plugin.applyToStack({ add: (middleware, options) => void stack.push([middleware, options]) });
  const [[middleware, options]] = stack;
  expect(options).toEqual({ step: 'initialize', name: 'headroom', override: true });
  const next = async ({ input }: { input: Json }) => {
    sent.push(input);
    const turn = turns[sent.length - 1]!(input);
    const stream = ReadableStream.from(bedrock.events(turn, sent.length));
    return { output: { ...(isStream ? { stream } : bedrock.response(turn, sent.length)) }, response: {} };
  };
  let isStream = false;
  const send = async (commandName: string, input: Json): Promise<Json> => {
    isStream = commandName.includes('Stream');
    return (await middleware(next, { commandName })({ input })).output;
  };
  return { sent, send };
}
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'bedrock' });
const resultIn = ({ messages }: Json): string => bedrock.results(messages).at(-1)!;
const says = () => ({ say: 'Hi.' });
/** The events of a streamed response. */
async function read({ stream }: Json): Promise<Json[]> {
  const events: Json[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
const retrieves = (input: Json): Turn => ({
  calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle: handleIn(resultIn(input)), lines: '1234' } }],
});

it.each(['ConverseCommand', 'ConverseStreamCommand'])('%s is compressed without loss', async (command) => {
  const { sent, send } = client(new Headroom(), [says]);
  await send(command, conversation(ROWS));
  expect(await expand(resultIn(sent[0]!))).toBe(ROWS);
  expect(resultIn(sent[0]!).length).toBeLessThan(ROWS.length / 2);
  expect(sent[0]!['toolConfig']).toEqual({ tools });
});

it.each(['InvokeModelCommand', 'InvokeModelWithResponseStreamCommand'])('%s has a smaller body', async (command) => {
  const { sent, send } = client(new Headroom(), [says, says]);
  const body = JSON.stringify(ANTHROPIC.request(ROWS));
  for (const given of [body, Buffer.from(body)]) await send(command, { modelId: 'x', body: given });
  for (const { body: own } of sent) expect(await expand(ANTHROPIC.resultIn(JSON.parse(String(own))))).toBe(ROWS);
  expect(String(sent[0]!['body']).length).toBeLessThan(body.length / 2);
});

it('passes on other commands, and invalid bodies', async () => {
  const { sent, send } = client(new Headroom(), [says, says]);
  const input = conversation(ROWS);
  await send('ListModelsCommand', input);
  expect(sent[0]).toBe(input);
  await send('InvokeModelCommand', { body: 'no JSON' });
  expect(sent[1]).toEqual({ body: 'no JSON' });
});

describe('with a store', () => {
  it('answers calls of headroom_retrieve, and adds up usage', async () => {
    const { sent, send } = client(withStore(), [says, retrieves, () => ({ say: 'It is job 1233.' })]);
    await send('ConverseCommand', first);
    const { output, usage } = await send('ConverseCommand', conversation(LOG));
    expect(output.message.content).toEqual([{ text: 'It is job 1233.' }]);
    expect(usage).toMatchObject({ inputTokens: 500, outputTokens: 50 });
    expect(sent.map(bedrock.tools)).toEqual(Array(3).fill(['fetch', 'headroom_retrieve']));
    expect(resultIn(sent[1]!).length).toBeLessThan(LOG.length / 10);
    expect(resultIn(sent[2]!)).toContain('has done job 1233');
  });

  it('answers calls of headroom_retrieve in a stream', async () => {
    const { sent, send } = client(withStore(), [says, retrieves, () => ({ say: 'It is job 1233.' })]);
    await read(await send('ConverseStreamCommand', first));
    const events = await read(await send('ConverseStreamCommand', conversation(LOG)));
    const { text, calls, usage } = bedrock.heard(bedrock.assembled(events));
    expect([text, calls, usage.input]).toEqual(['It is job 1233.', [], 500]);
    expect(sent.map(bedrock.tools)).toEqual(Array(3).fill(['fetch', 'headroom_retrieve']));
    expect(resultIn(sent[2]!)).toContain('has done job 1233');
  });

  it('ends the stream of the provider if reading stops', async () => {
    const { send } = client(withStore(), [says]);
    let hasEnded = false;
    const { stream } = await send('ConverseStreamCommand', first);
    for await (const _ of stream) break;
    hasEnded = (await stream[Symbol.asyncIterator]().next()).done;
    expect(hasEnded).toBe(true);
  });

  it('elides nothing in a conversation that began without the tool', async () => {
    const { sent, send } = client(withStore(), [says, says]);
    await send('ConverseCommand', conversation(LOG));
    await send('ConverseStreamCommand', conversation(LOG));
    for (const input of sent) expect(bedrock.tools(input)).toEqual(['fetch']);
    expect(await expand(resultIn(sent[0]!))).toBe(LOG);
  });

  it('leaves calls of another tool with the same name to the caller', async () => {
    const { sent, send } = client(withStore(), [says]);
    const own = { toolSpec: { name: 'headroom_retrieve', inputSchema: { json: { type: 'object' } } } };
    const input = { ...first, toolConfig: { tools: [...tools, own] } };
    await send('ConverseCommand', input);
    expect(sent[0]).toEqual(input);
  });

  it('passes on a managed prompt', async () => {
    const { sent, send } = client(withStore(), [says]);
    await send('ConverseCommand', { modelId: 'arn:aws:bedrock:prompt' });
    expect(sent[0]).toEqual({ modelId: 'arn:aws:bedrock:prompt' });
  });

  it("replaces the caller's answer to a call that stands beside those of its own tools", async () => {
    const mixed = (input: Json): Turn => ({
      calls: [...retrieves(input).calls!, { id: 'f1', name: 'fetch', input: { at: 2 } }],
    });
    const { sent, send } = client(withStore(), [says, mixed, says]);
    await send('ConverseCommand', first);
    const { output } = await send('ConverseCommand', conversation(LOG));
    const result = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: 'no such tool' }] } });
    const more = [output.message, { role: 'user', content: [result('r1'), result('f1')] }];
    await send('ConverseStreamCommand', conversation(LOG, more));
    const [own, other] = bedrock.results(sent[2]!['messages']).slice(-2);
    expect([own!.includes('has done job 1233'), other]).toEqual([true, 'no such tool']);
    // Text that was sent before is sent again unchanged.
    expect(sent[2]!['messages'].slice(0, 3)).toEqual(sent[1]!['messages']);
  });
});

it('passes on errors of the model', async () => {
  const failing = () => {
    throw new Error('throttled');
  };
  const { send } = client(withStore(), [failing]);
  await expect(send('ConverseCommand', first)).rejects.toThrow('throttled');
});
