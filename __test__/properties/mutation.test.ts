// The caller changes its arguments during the work. The result must not depend on that.
import { compressBatch, crushJson, crushJsonAsync, expand, Headroom, type Message } from '@headroom/native';
import { runWithRetrieval } from '@headroom/native/retrieval';
import { countTokens, countTokensAsync } from '@headroom/native/tokens';
import { describe, expect, it } from 'vitest';
import { conversation, type Messages } from '../support/conversation.js';
import { mutate } from '../support/mutate.js';
import { forAll, type Random } from '../support/random.js';
import { SOURCE } from '../support/samples.js';

const HOW_MANY = 150;

/** The result of `work`, while its input is changed all the time. */
async function whileChanging<T>(random: Random, input: unknown[], work: () => Promise<T>): Promise<T> {
  let isGoing = true;
  const inTurns = (): void => {
    if (!isGoing) return;
    mutate(random, input);
    setImmediate(inTurns);
  };
  const inMicrotasks = async (): Promise<void> => {
    for (let count = 0; count < 200 && isGoing; count += 1) {
      if (random.onceIn(3)) mutate(random, input);
      await undefined;
    }
  };
  const working = work();
  mutate(random, input);
  setImmediate(inTurns);
  void inMicrotasks();
  try {
    return await working;
  } finally {
    isGoing = false;
  }
}

/**
 * Asserts that messages are as expected. A message that is the caller's own object shows the caller's changes, and is
 * skipped.
 */
function expectSame(messages: readonly unknown[], expected: readonly unknown[], own: ReadonlySet<unknown>): void {
  expect(messages.length).toBe(expected.length);
  for (const [at, message] of messages.entries()) if (!own.has(message)) expect(message).toEqual(expected[at]);
}

const fresh = (): Headroom => new Headroom({ store: ':memory:', scope: 's' });

describe('changes of the messages during the call do not change the result of', () => {
  const WAYS: [string, (messages: Messages) => Promise<{ messages: readonly unknown[] }>][] = [
    ['compress', (messages) => fresh().compress(messages)],
    ['compress in a single request', (messages) => fresh().compress(messages, { policy: 'oneshot' })],
    ['a session', (messages) => fresh().session().compress(messages)],
    ['simulate', (messages) => fresh().simulate(messages)],
    ['a token budget', (messages) => fresh().compress(messages, { tokenBudget: 300, keepTurns: 1 })],
    ['compressBatch', async (messages) => (await compressBatch([messages]))[0]!],
    ['expand', async (messages) => ({ messages: await expand(messages) })],
  ];

  it.each(WAYS)('%s', async (_, work) => {
    let changed = 0;
    await forAll(async (random) => {
      const messages = conversation(random, 3);
      // Half of the cases are compressed, so that there is something to expand.
      const input = (random.onceIn(2) ? (await fresh().compress(messages)).messages : messages) as Messages;
      const own = structuredClone(input);
      const expected = await work(structuredClone(input));
      const given = new Set<unknown>(own);
      const result = await whileChanging(random, own, () => work(own));
      expectSame(result.messages, expected.messages, given);
      changed += result.messages.filter((message) => !given.has(message)).length;
    }, HOW_MANY);
    expect(changed).toBeGreaterThan(HOW_MANY / 10);
  });

  it('compress with enough messages to be copied in several turns, if only the list changes', async () => {
    const messages: Message[] = Array.from({ length: 20_000 }, (_, at) => ({
      role: at % 2 === 0 ? 'user' : 'assistant',
      content: [{ type: 'text', text: `message ${at}` }],
    }));
    const given = messages.slice();
    const working = fresh().compress(messages);
    messages.length = 0;
    const result = await working;
    expect(result.messages.length).toBe(given.length);
    expect(result.messages.every((message, at) => message === given[at])).toBe(true);
  });

  it('runWithRetrieval, in each round', () =>
    forAll(async (random) => {
      const messages = [
        { role: 'user', content: 'Go.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'cat a' } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: SOURCE }] },
      ];
      const run = async (own: typeof messages): Promise<string[]> => {
        const sent: string[] = [];
        let round = 0;
        const call = (): object => ({
          type: 'tool_use',
          id: `r${round}`,
          name: 'headroom_retrieve',
          input: { handle: 'q9w1dfwf077ymga1' },
        });
        const send = (request: object): object => {
          sent.push(JSON.stringify(request));
          round += 1;
          return {
            role: 'assistant',
            content: [round < 3 ? call() : { type: 'text', text: 'done' }],
            stop_reason: round < 3 ? 'tool_use' : 'end_turn',
          };
        };
        await runWithRetrieval({
          headroom: fresh(),
          request: {
            model: 'claude-opus-5-5',
            max_tokens: 9,
            tools: [{ name: 'Bash', input_schema: {} }],
            messages: own,
          },
          send,
        });
        return sent;
      };
      const expected = await run(structuredClone(messages));
      const own = structuredClone(messages);
      expect(await whileChanging(random, own, () => run(own))).toEqual(expected);
      expect(expected.length).toBe(3);
    }, 30));
});

describe('writes to the bytes or options during the call do not change the result of', () => {
  const JSON_TEXT = JSON.stringify(
    Array.from({ length: 500 }, (_, id) => ({ id, name: `user ${id}`, state: 'active' })),
    null,
    1,
  );

  it('crushJsonAsync', async () => {
    const bytes = Buffer.from(JSON_TEXT);
    const working = crushJsonAsync(bytes, { format: 'text' });
    bytes.fill(0x20);
    expect((await working).text).toBe(crushJson(JSON_TEXT, { format: 'text' }).text);
    const short = Buffer.from('[1]');
    const left = crushJsonAsync(short);
    short.fill(0x20);
    expect((await left).text).toBe('[1]');
  });

  it('countTokensAsync', async () => {
    const bytes = Buffer.from(JSON_TEXT);
    const working = countTokensAsync(bytes);
    bytes.fill(0x20);
    expect(await working).toBe(countTokens(JSON_TEXT));
  });

  it('compressBody', async () => {
    const body = JSON.stringify({
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: JSON_TEXT }] }],
    });
    for (const text of [body, JSON.stringify({ messages: [{ role: 'user', content: 'hi' }] }), 'no JSON']) {
      const bytes = Buffer.from(text);
      const working = fresh().compressBody(bytes);
      bytes.fill(0x20);
      expect(Buffer.from((await working).body).toString()).toBe((await fresh().compressBody(text)).body);
      const same = Buffer.from('{"messages":[]}');
      expect((await fresh().compressBody(same)).body).toBe(same);
    }
  });

  it('an instance and a call with options', async () => {
    const options = { toolProfiles: [{ tool: '*', mode: 'skip' as const }] };
    const instance = new Headroom(options);
    const messages = [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: JSON_TEXT }] }];
    options.toolProfiles[0]!.tool = 'nothing';
    expect((await instance.compress(messages)).compressed).toBe(false);
    const own = { toolProfiles: [{ tool: '*', mode: 'skip' as const }] };
    const working = new Headroom().compress(messages, own);
    own.toolProfiles.length = 0;
    expect((await working).compressed).toBe(false);
  });
});
