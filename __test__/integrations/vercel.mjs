// Runs conversations through a version of the AI SDK, and prints what its model got. It is a process of its own,
// because version 5 needs Node's own module resolution.
import { Headroom } from '@headroom/native';
import { headroomMiddleware, prepareStep, withHeadroom } from '@headroom/native/vercel';

const [name, results] = process.argv.slice(2);
const ai = await import(name);
const { generateText, jsonSchema, stepCountIs, streamText, tool, wrapLanguageModel } = ai;
const { MockLanguageModelV2, MockLanguageModelV3, MockLanguageModelV4 } = await import(`${name}/test`);
const rows = process.env.ROWS;

const content = [{ type: 'text', text: 'Node 3 is.' }];
const version5 = { finishReason: 'stop', usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 } };
const version6 = {
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: { total: 7, noCache: 7 }, outputTokens: { total: 2, text: 2 } },
};
/** The model class of this version. It may accept models of earlier versions, too. */
const Mock = MockLanguageModelV4 ?? MockLanguageModelV3 ?? MockLanguageModelV2;
const isVersion5 = !MockLanguageModelV3;
const said = { warnings: [], ...(isVersion5 ? version5 : version6) };
const mock = () => new Mock({ doGenerate: { content, ...said } });

/** A conversation with this number of tool results. */
const history = (turns, output) => [
  { role: 'user', content: 'Which hosts are in trouble?' },
  ...Array.from({ length: turns }, (_, at) => [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: `c${at}`, toolName: 'fetch', input: { at } }] },
    {
      role: 'tool',
      content: [{ type: 'tool-result', toolCallId: `c${at}`, toolName: 'fetch', output }],
    },
  ]).flat(),
];

const TEXT = { type: 'text', value: rows };
const STRUCTURED = { type: 'json', value: JSON.parse(rows) };

async function converse(headroom, turns, output = TEXT) {
  const inner = mock();
  const middleware = headroomMiddleware({ headroom });
  const model = wrapLanguageModel({ model: inner, middleware });
  let told;
  for (let turn = 1; turn <= turns; turn += 1) {
    const { text, usage } = await generateText({ model, messages: history(turn, output) });
    told = { text, inputTokens: usage.inputTokens };
  }
  return {
    told,
    saved: middleware.headroom.stats().tokensSaved,
    prompts: inner.doGenerateCalls.map(({ prompt }) => prompt),
  };
}

const STREAM = [
  { type: 'stream-start', warnings: [] },
  { type: 'text-start', id: 't' },
  ...['Node 3', ' is.'].map((delta) => ({ type: 'text-delta', id: 't', delta })),
  { type: 'text-end', id: 't' },
  { type: 'finish', finishReason: said.finishReason, usage: said.usage },
];

/** A conversation with streamed answers, through a model that is wrapped by itself. */
async function streamed(headroom, turns) {
  const inner = new Mock({ doStream: async () => ({ stream: ReadableStream.from(STREAM) }) });
  const model = withHeadroom(inner, { headroom });
  let told;
  for (let turn = 1; turn <= turns; turn += 1) {
    const { textStream, usage } = streamText({ model, messages: history(turn, TEXT) });
    const deltas = await all(textStream);
    told = { text: deltas.join(''), deltas: deltas.length, inputTokens: (await usage).inputTokens };
  }
  const isSame = withHeadroom(model) === model && model instanceof Mock;
  return {
    told,
    isSame,
    saved: headroom.stats().tokensSaved,
    prompts: inner.doStreamCalls.map(({ prompt }) => prompt),
  };
}

async function all(values) {
  const read = [];
  for await (const value of values) read.push(value);
  return read;
}

/** A structured answer. The last version gives it as an output of `generateText`. */
async function structured(headroom) {
  const text = '{"host":"node-3"}';
  const inner = new Mock({ doGenerate: { ...said, content: [{ type: 'text', text }] } });
  const model = withHeadroom(inner, { headroom });
  const schema = jsonSchema({ type: 'object', properties: { host: { type: 'string' } } });
  const messages = history(1, TEXT);
  const { object } = ai.generateObject
    ? await ai.generateObject({ model, schema, messages })
    : { object: (await generateText({ model, messages, output: ai.Output.object({ schema }) })).output };
  return { told: { text: object.host }, prompts: inner.doGenerateCalls.map(({ prompt }) => prompt) };
}

/** An agent whose tool returns an object, in steps. */
async function steps(turns) {
  let n = 0;
  const call = () => [{ type: 'tool-call', toolCallId: `c${n}`, toolName: 'fetch', input: '{}' }];
  const calls = isVersion5 ? 'tool-calls' : { unified: 'tool-calls', raw: 'tool-calls' };
  const model = new Mock({
    doGenerate: async () => {
      n += 1;
      return n > turns ? { content, ...said } : { ...said, content: call(), finishReason: calls };
    },
  });
  const inputSchema = jsonSchema({ type: 'object', properties: {} });
  const { text } = await generateText({
    model,
    prompt: 'Which hosts are in trouble?',
    prepareStep: prepareStep(),
    stopWhen: stepCountIs(turns + 1),
    tools: { fetch: tool({ description: 'd', inputSchema, execute: async () => JSON.parse(rows) }) },
  });
  return { told: { text }, prompts: model.doGenerateCalls.map(({ prompt }) => prompt) };
}

const closed = new Headroom();
closed.close();
console.log(
  JSON.stringify({
    conversation: await converse(new Headroom(), Number(results)),
    structured: await converse(new Headroom(), Number(results), STRUCTURED),
    steps: await steps(Number(results)),
    streamed: await streamed(new Headroom(), Number(results)),
    object: await structured(new Headroom()),
    closed: await converse(closed, 1),
    closedStructured: await converse(closed, 1, STRUCTURED),
    stored: await converse(new Headroom({ store: ':memory:' }), 2),
  }),
);
