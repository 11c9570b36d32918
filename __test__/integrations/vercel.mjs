// Runs conversations through a version of the AI SDK, and prints what its model got. In a process of its own: version 5 needs Node's own way to find files.
import { Headroom } from '@headroom/native';
import { headroomMiddleware } from '@headroom/native/vercel';

const [name, results] = process.argv.slice(2);
const { generateText, wrapLanguageModel } = await import(name);
const { MockLanguageModelV2, MockLanguageModelV3 } = await import(`${name}/test`);
const rows = process.env.ROWS;

const content = [{ type: 'text', text: 'Node 3 is.' }];
const version5 = { finishReason: 'stop', usage: { inputTokens: 7, outputTokens: 2, totalTokens: 9 } };
const version6 = {
  finishReason: { unified: 'stop', raw: 'stop' },
  usage: { inputTokens: { total: 7, noCache: 7 }, outputTokens: { total: 2, text: 2 } },
};
const mock = () =>
  MockLanguageModelV3
    ? new MockLanguageModelV3({ doGenerate: { content, warnings: [], ...version6 } })
    : new MockLanguageModelV2({ doGenerate: { content, warnings: [], ...version5 } });

/** A conversation with this many tool results. */
const history = (turns) => [
  { role: 'user', content: 'Which hosts are in trouble?' },
  ...Array.from({ length: turns }, (_, at) => [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: `c${at}`, toolName: 'fetch', input: { at } }] },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: `c${at}`, toolName: 'fetch', output: { type: 'text', value: rows } },
      ],
    },
  ]).flat(),
];

async function converse(headroom, turns) {
  const inner = mock();
  const middleware = headroomMiddleware({ headroom });
  const model = wrapLanguageModel({ model: inner, middleware });
  let told;
  for (let turn = 1; turn <= turns; turn += 1) {
    const { text, usage } = await generateText({ model, messages: history(turn) });
    told = { text, inputTokens: usage.inputTokens };
  }
  return {
    told,
    saved: middleware.headroom.stats().tokensSaved,
    prompts: inner.doGenerateCalls.map(({ prompt }) => prompt),
  };
}

const closed = new Headroom();
closed.close();
console.log(
  JSON.stringify({
    conversation: await converse(new Headroom(), Number(results)),
    closed: await converse(closed, 1),
    stored: await converse(new Headroom({ store: ':memory:' }), 2),
  }),
);
