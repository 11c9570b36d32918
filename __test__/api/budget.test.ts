// A token budget: which messages are dropped, which are kept, and how the result reports them.
import { ConfigurationError, Headroom, type CompressResult, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { forAll } from '../support/random.js';
import { SOURCE } from '../support/samples.js';

const use = (id: string, path: string): Message => ({
  role: 'assistant',
  content: [
    { type: 'thinking', thinking: id, signature: 's' },
    { type: 'tool_use', id, name: 'Read', input: { file_path: path } },
  ],
});
const answer = (id: string, content: string): Message => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content }],
});
const file = (seed: string): string => SOURCE.replaceAll('value', `value_${seed}`).replaceAll('constant', seed);
const headroom = (): Headroom => new Headroom({ store: ':memory:', scope: 'budget' });

/** A conversation that reads six files, and the second one again at the end. */
const MESSAGES: Message[] = [
  { role: 'user', content: 'Find the bug.' },
  ...['a', 'b', 'c', 'd', 'e', 'f'].flatMap((id) => [use(id, `src/${id}.rs`), answer(id, file(id))]),
  { role: 'user', content: 'Look at b again.' },
  use('g', 'src/b.rs'),
  answer('g', file('b')),
];

/** The ids of calls and results, in any shape. */
function ids(messages: readonly unknown[]): { calls: string[]; answers: string[] } {
  const calls: string[] = [];
  const answers: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const fields = value as Record<string, unknown>;
    const id =
      fields['tool_use_id'] ??
      fields['tool_call_id'] ??
      fields['call_id'] ??
      fields['toolUseId'] ??
      fields['toolCallId'];
    const isAnswer =
      ['tool_result', 'function_call_output', 'tool-result'].includes(String(fields['type'])) ||
      fields['role'] === 'tool' ||
      'toolResult' in fields;
    if (typeof id === 'string' && 'state' in fields) for (const both of [calls, answers]) both.push(id);
    else if (typeof id === 'string') (isAnswer ? answers : calls).push(id);
    else if (fields['type'] === 'tool_use' || fields['type'] === 'function') calls.push(String(fields['id']));
    for (const [key, inner] of Object.entries(fields)) {
      if (/^function_?call$/i.test(key)) calls.push(String((inner as { name: string }).name));
      if (/^function_?response$/i.test(key)) answers.push(String((inner as { name: string }).name));
      if (key === 'toolResult') answers.push(String((inner as { toolUseId: string }).toolUseId));
      else walk(inner);
    }
  };
  messages.forEach(walk);
  return { calls, answers };
}

describe('a token budget', () => {
  it('that the conversation fits changes nothing', async () => {
    const own = headroom();
    const plain = await own.compress(MESSAGES);
    const fitted = await own.compress(MESSAGES, { tokenBudget: 1e6 });
    expect(fitted.messages).toEqual(plain.messages);
    expect(fitted.fitted).toMatchObject({ fits: true, dropped: 0, handle: undefined, prefixBrokenAt: undefined });
    expect(plain.fitted).toBeUndefined();
  });

  it("of 'model' is the context of the model less the room for its answer, and an unknown context is refused", async () => {
    const own = headroom();
    const fitted = async (options: object): Promise<unknown> => (await own.compress(MESSAGES, options)).fitted;
    // gpt-4 has 8,192 tokens.
    expect(await fitted({ model: 'gpt-4', tokenBudget: 'model' })).toEqual(await fitted({ tokenBudget: 4192 }));
    expect(await fitted({ model: 'gpt-4', tokenBudget: 'model', outputBufferTokens: 8000 })).toEqual(
      await fitted({ tokenBudget: 192 }),
    );
    for (const model of ['llama3', 'grok-99', undefined])
      await expect(own.compress(MESSAGES, { tokenBudget: 'model', ...(model && { model }) })).rejects.toMatchObject({
        name: 'ConfigurationError',
        option: 'tokenBudget',
        message: expect.stringMatching(model ? /context of this model is not known/ : /set the option `model`/),
      });
    await expect(own.compress(MESSAGES, { tokenBudget: 'most' as 'model' })).rejects.toMatchObject({
      option: 'tokenBudget',
    });
  });

  it('needs a store, even if nothing must be dropped', async () => {
    for (const messages of [MESSAGES, MESSAGES.slice(0, 1), []])
      await expect(new Headroom().compress(messages, { tokenBudget: 1e6 })).rejects.toMatchObject({
        name: 'ConfigurationError',
        option: 'tokenBudget',
        message: expect.stringMatching(/needs a store/),
      });
    await expect(
      new Headroom({ store: ':memory:', scope: 's' }).compress([], { tokenBudget: 1e6 }),
    ).resolves.toMatchObject({ fitted: { fits: true } });
  });

  it('drops the oldest turns first, but targets of references last, and leaves a marker', async () => {
    const own = headroom();
    const { tokens } = (await own.compress(MESSAGES, { tokenBudget: 1e6 })).fitted!;
    const { messages, fitted } = await own.compress(MESSAGES, { tokenBudget: Math.round(tokens * 0.6), keepTurns: 2 });
    const { handle, dropped, fits, prefixBrokenAt, tokens: now } = fitted!;
    expect({ fits, prefixBrokenAt }).toEqual({ fits: true, prefixBrokenAt: 0 });
    expect(now).toBeLessThanOrEqual(Math.round(tokens * 0.6));
    expect(messages).toHaveLength(MESSAGES.length - dropped);
    expect(messages[0]).toEqual({
      role: 'user',
      content: `Find the bug.\n\n[${dropped} messages left out: headroom_retrieve ${handle}] 2-3, 6-${dropped + 3} of 16 in this conversation: what was said, called and answered there, in JSON`,
    });
    expect(ids(messages).calls).toEqual(['b', ...['c', 'd', 'e', 'f', 'g'].slice(dropped / 2 - 1)]);
    const back = JSON.parse((await own.retrieve(handle!)).text) as Message[];
    expect(back).toEqual([...MESSAGES.slice(1, 3), ...MESSAGES.slice(5, dropped + 3)]);
  });

  it('that cannot be met drops every droppable turn', async () => {
    const { messages, fitted } = await headroom().compress(MESSAGES, { tokenBudget: 10, keepTurns: 1 });
    expect(fitted).toMatchObject({ fits: false, dropped: 12 });
    expect(messages.slice(1)).toEqual(MESSAGES.slice(-3));
  });

  it('keeps instructions, frozen messages, the last turns, and calls with their results, in every shape', () =>
    forAll(async (random) => {
      const messages = conversation(random, 8);
      const own = headroom();
      const plain: CompressResult = await own.compress(messages, { tokenBudget: 1e9 });
      const keepTurns = random.below(4);
      const frozen = random.below(3);
      const budget = random.below(plain.fitted!.tokens + 10);
      const { messages: sent, fitted } = await own.compress(messages, {
        tokenBudget: budget,
        keepTurns,
        frozenMessageCount: frozen,
      });
      expect(sent).toHaveLength(messages.length - fitted!.dropped);
      if (fitted!.fits) expect(fitted!.tokens).toBeLessThanOrEqual(budget);
      const { calls, answers } = ids(sent);
      expect(answers.sort()).toEqual(calls.sort());
      const says = (message: unknown): boolean => ['system', 'developer'].includes((message as { role: string }).role);
      expect(sent.filter(says)).toEqual(messages.filter(says));
      if (fitted!.dropped === 0) return;
      const back = JSON.parse((await own.retrieve(fitted!.handle!)).text) as Message[];
      const [, ranges] = /headroom_retrieve \w+\] ([\d, -]+) of \d+ in this conversation/.exec(JSON.stringify(sent))!;
      const gone = ranges!.split(', ').flatMap((range) => {
        const [first, last = first] = range.split('-').map(Number);
        return Array.from({ length: last! - first! + 1 }, (_, at) => first! - 1 + at);
      });
      expect(back).toEqual(gone.map((at) => JSON.parse(JSON.stringify(messages[at]))));
      expect(gone[0]).toBeGreaterThanOrEqual(frozen);
      expect(gone.at(-1)).toBeLessThan(messages.length - keepTurns);
      const before = (await own.compress(messages, { frozenMessageCount: frozen })).messages;
      expect(sent.slice(0, fitted!.prefixBrokenAt)).toEqual(before.slice(0, fitted!.prefixBrokenAt));
    }, 300));

  it('is rejected with an invalid value, or in a mode that does not support it', async () => {
    const own = headroom();
    const refused = async (work: Promise<unknown>): Promise<void> =>
      expect(work).rejects.toBeInstanceOf(ConfigurationError);
    await refused(own.compress(MESSAGES, { tokenBudget: -1 }));
    await refused(own.compress(MESSAGES, { tokenBudget: 100, keepTurns: 0.5 }));
    await refused(own.compress(MESSAGES, { tokenBudget: 100, mode: 'audit' }));
    await refused(own.simulate(MESSAGES, { tokenBudget: 100 }));
    await refused(own.compressBody(JSON.stringify({ messages: MESSAGES }), { tokenBudget: 100 }));
    await refused(new Headroom().compress(MESSAGES, { tokenBudget: 100 }));
  });
});
