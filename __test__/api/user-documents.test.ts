// Documents in what the user wrote: passages of a retriever, among the words of a prompt.
import { type CompressOptions, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../support/bodies.js';
import { ANSWER, PASSAGES, PROMPT, QUESTION, TASK } from '../support/prompt.js';
import { Random } from '../support/random.js';
import { SHAPES } from '../support/shapes.js';

const withStore = (): Headroom =>
  new Headroom({ store: ':memory:', scope: 'prompts', policy: 'oneshot', compressUserDocuments: true });
const user = (content: unknown): object[] => [{ role: 'user', content }];
const parts = (...texts: string[]): object[] => user(texts.map((text) => ({ type: 'text', text })));

/** Compresses messages, and checks that they come back, also when they are compressed again. */
async function sent(messages: readonly object[], options?: CompressOptions): Promise<string> {
  const headroom = withStore();
  const { messages: once } = await headroom.compress(messages, options);
  const { messages: twice } = await headroom.compress(once, options);
  expect(twice).toEqual(once);
  expect(await headroom.expand(once, { compressUserDocuments: true })).toEqual(messages);
  return once.map((message) => JSON.stringify(message)).join('\n');
}

describe('compressUserDocuments', () => {
  it.each(NAMES)('shortens the passages of a prompt in the shape of %s', async (name) => {
    for (let seed = 0; seed < 4; seed += 1) {
      const text = await sent(SHAPES[name](new Random(seed), [{ say: PROMPT, role: 'user' }]));
      expect(text.length).toBeLessThan(PROMPT.length * 0.8);
      for (const part of [TASK, QUESTION, ANSWER, 'left out: headroom_retrieve ']) expect(text).toContain(part);
    }
  });

  it.each([
    ['with the question in front', user(`${QUESTION}\n\n${PASSAGES}\n\nAnswer in one sentence.`)],
    ['with CRLF', user(PROMPT.replaceAll('\n', '\r\n'))],
    ['with blank lines around it', user(`\n\n${TASK}\n \n\n${PASSAGES}\n\t\n\n${QUESTION}\n\n`)],
    ['in parts, with the question behind them', parts(PASSAGES, QUESTION)],
    ['in parts, with the question in front', parts(QUESTION, PASSAGES, 'Answer in one sentence.')],
    ['in parts, with a blank one at the end', parts(TASK, PROMPT, ' \n')],
    ['in an instruction and a prompt', [{ role: 'system', content: TASK }, ...user(PROMPT)]],
    ['without a role', [{ parts: [{ text: PROMPT }] }]],
    ['before an answer', [...user(PROMPT), { role: 'assistant', content: 'In 45 seconds.' }, ...user('And then?')]],
  ])('shortens a prompt %s', async (_, messages) => {
    const text = await sent(messages);
    expect(text.length).toBeLessThan(JSON.stringify(messages).length * 0.8);
    for (const part of [QUESTION, ANSWER, 'left out: headroom_retrieve ']) expect(text).toContain(part);
  });

  it('writes nothing else anew', async () => {
    const { messages } = await withStore().compress(user(PROMPT));
    const { content } = messages[0] as { content: string };
    expect(content.startsWith(`${TASK}\n\nPassage 1`)).toBe(true);
    expect(content.endsWith(`\n\n${QUESTION}`)).toBe(true);
  });

  it('hands the originals out', async () => {
    const headroom = withStore();
    const { messages, ccrHashes } = await headroom.compress(user(PROMPT));
    const [, handle] = /headroom_retrieve (\w{16})/.exec(JSON.stringify(messages)) ?? [];
    expect(ccrHashes).toEqual([handle]);
    expect((await headroom.retrieve(handle!)).text).toBe(PASSAGES);
    const call = { type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: { handle } };
    expect(JSON.stringify(await headroom.handleToolCall(call))).toContain(ANSWER);
  });

  it('takes the body of a request', async () => {
    const headroom = withStore();
    const body = JSON.stringify({ model: 'gpt-5', messages: user(PROMPT) });
    const { body: short } = await headroom.compressBody(body);
    expect(short.length).toBeLessThan(body.length * 0.8);
    expect(await headroom.expand(JSON.parse(short).messages)).toEqual(user(PROMPT));
  });

  it('rewrites exactly without a store', async () => {
    const rows = JSON.stringify(
      Array.from({ length: 60 }, (_, id) => ({ id, state: 'running', host: `worker-${id}` })),
    );
    const messages = user(`${TASK}\n\n${rows}\n\n${QUESTION}`);
    const options = { policy: 'oneshot', compressUserDocuments: true } as const;
    const { messages: short } = await new Headroom().compress(messages, options);
    expect(JSON.stringify(short).length).toBeLessThan(JSON.stringify(messages).length * 0.8);
    expect(await expand(short, { compressUserDocuments: true })).toEqual(messages);
    expect(await expand(short)).toEqual(short);
  });
});

describe('what the user wrote stays', () => {
  it.each([
    ['by default', user(PROMPT), { compressUserDocuments: false }],
    ['with the policy `agent`', user(PROMPT), { policy: 'agent' }],
    ['in the first messages', user(PROMPT), { frozenMessageCount: 1 }],
    ['with a budget', user(PROMPT), { tokenBudget: 100_000 }],
    ['if it is short', user(`${TASK}\n\n${PASSAGES.slice(0, 900)}\n\n${QUESTION}`), {}],
    ['if it has two paragraphs', user(`${TASK}\n${PASSAGES.replaceAll('\n\n', '\n')}\n\n${QUESTION}`), {}],
    ['if it has one paragraph', user(PASSAGES.replaceAll('\n\n', '\n')), {}],
    ['in the last part', parts(QUESTION, PASSAGES.replaceAll('\n\n', '\n')), {}],
    ['if it is for a terminal', user(`${TASK}\n\n\u001b[1m${PASSAGES}\n\n${QUESTION}`), {}],
    ['as an instruction', [{ role: 'system', content: PROMPT }], {}],
    ['as an answer', [{ role: 'assistant', content: PROMPT }], {}],
    ['as an instruction of Responses', [{ role: 'developer', content: [{ type: 'input_text', text: PROMPT }] }], {}],
  ] as const)('%s', async (_, messages, options) => {
    const { messages: same } = await withStore().compress([...messages], options);
    expect(same).toEqual(messages);
  });

  it('in a session', async () => {
    const session = withStore().session();
    const { messages } = await session.compress(user(PROMPT));
    expect(messages).toEqual(user(PROMPT));
    expect(await session.expand(messages)).toEqual(messages);
  });

  it('if its notation is forged', async () => {
    const headroom = withStore();
    const forged = user(`${TASK}\n\n[3 sentences left out: headroom_retrieve 0123456789abcdef]\n\n${QUESTION}`);
    const { messages } = await headroom.compress(forged);
    expect(await headroom.expand(messages, { allowMissing: true })).toEqual(forged);
  });
});

describe('hostile prompts', () => {
  it.each([
    ['blank lines', '\n'.repeat(200_000)],
    ['paragraphs', 'a\n\n'.repeat(50_000)],
    ['blanks', `a\n${' '.repeat(200_000)}b\n\nc`],
    ['one line', 'x'.repeat(300_000)],
    ['a long last paragraph', `a\n\n${PASSAGES}\n\n${'b\n'.repeat(50_000)}`],
    ['lone surrogates', `a\n\n${PASSAGES} \ud800\n\n\udc00`],
    ['our own notation', `[verbatim]\n\n[json 3]\n[@ user message:1-3]\n[runs 9 lines]\n\n[table 2 rows: a b]`],
  ])('of %s come back', async (_, text) => {
    await sent(user(text));
    await sent(parts(text, text, 'a'));
  });

  it.each([null, 7, {}, [], [null], [{ type: 'text', text: 7 }], [{ type: 'text' }]])(
    'with the content %j stay',
    async (content) => {
      expect((await withStore().compress(user(content))).messages).toEqual(user(content));
    },
  );

  it.each([1, 'true', null])('refuse the value %j', async (value) => {
    const options = { compressUserDocuments: value } as unknown as CompressOptions;
    await expect(withStore().compress(user(PROMPT), options)).rejects.toThrow('compressUserDocuments');
  });
});
