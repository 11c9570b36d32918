// A conversation is compressed in the same way in every provider's shape.
import { compress, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../support/bodies.js';
import { resultsOf } from '../support/messages.js';
import { forAll, type Random, seeds } from '../support/random.js';
import { ONE_TEXT, SHAPES } from '../support/shapes.js';
import { output } from '../support/texts.js';
import { turns, type Turn } from '../support/turns.js';

/** A turn with each list of texts joined to one, for shapes without lists. */
const inOneText = (turn: Turn): Turn =>
  'say' in turn
    ? turn
    : {
        calls: turn.calls.map((call) => ({
          ...call,
          result: typeof call.result === 'string' ? call.result : call.result.join('\n'),
        })),
      };

describe('a conversation in the shapes of all providers', () => {
  it('has the same texts when it is sent', async () => {
    let saved = 0;
    await forAll(async (random, seed) => {
      const all = seed % 2 === 0;
      const what = turns(random, 2 + random.below(9)).map((turn) => (all ? inOneText(turn) : turn));
      const sent = new Map<string, { texts: string[]; before: number; after: number }>();
      for (const name of NAMES.filter((shape) => all || !ONE_TEXT.has(shape))) {
        const { messages, tokensBefore, tokensAfter } = await new Headroom().compress(SHAPES[name](random, what));
        sent.set(name, { texts: resultsOf(messages), before: tokensBefore, after: tokensAfter });
      }
      const reference = sent.get('anthropic')!;
      for (const [name, own] of sent) expect(own, name).toEqual(reference);
      saved += reference.before - reference.after;
    });
    expect(saved).toBeGreaterThan(0);
  });

  it('may change its shape between turns', () =>
    forAll(async (random) => {
      // This happens if a program continues a conversation that another one began.
      const what = turns(random, 4);
      const [one, two] = [random.pick(NAMES), random.pick(NAMES)];
      const mixed = [...SHAPES[one](random, what.slice(0, 2)), ...SHAPES[two](random, what.slice(2))];
      const { messages } = await compress(mixed);
      const { messages: start } = await compress(mixed.slice(0, -1));
      expect(start).toEqual(messages.slice(0, -1));
    }, 300));
});

/** A random structured result. */
function answer(random: Random, printed: readonly string[], depth = 3): unknown {
  if (depth === 0 || random.onceIn(3))
    return random.onceIn(4) ? random.pick([1, null, true, 'short', '']) : random.pick(printed);
  const fields = random.many(random.below(4), () => answer(random, printed, depth - 1));
  return random.onceIn(2)
    ? fields
    : Object.fromEntries(
        fields.map((field, at) => [random.pick(['rows', 'log', 'a b', '__proto__', '0']) + at, field]),
      );
}

const QUERY = { name: 'query', args: { id: '7' } };
const STRUCTURED: [string, (response: unknown) => object[]][] = [
  [
    'gemini',
    (response) => [
      { role: 'model', parts: [{ functionCall: QUERY }] },
      { role: 'user', parts: [{ functionResponse: { name: 'query', response: { response } } }] },
    ],
  ],
  [
    'bedrock',
    (json) => [
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'query', input: QUERY.args } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ json: { json } }] } }] },
    ],
  ],
  [
    'vercel',
    (value) => [
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'a', toolName: 'query', input: QUERY.args }] },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'a', toolName: 'query', output: { type: 'json', value: { value } } },
        ],
      },
    ],
  ],
  [
    'vercel-ui',
    (output) => [
      {
        id: 'm',
        role: 'assistant',
        parts: [
          { type: 'tool-query', toolCallId: 'a', state: 'output-available', input: QUERY.args, output: { output } },
        ],
      },
    ],
  ],
];

describe.each(STRUCTURED)('structured results in the shape %s', (name, shape) => {
  const without = (messages: readonly object[]): string =>
    JSON.stringify(messages, (_, value: unknown) => (typeof value === 'string' ? '' : value));

  it('keep their fields, and are unchanged when they come back', async () => {
    let changed = 0;
    await forAll(async (random) => {
      const printed = random.many(3, () => output(random));
      const messages = random.many(2 + random.below(4), () => shape(answer(random, printed))).flat();
      const sent = await new Headroom().compress(messages);
      const kept = name === 'vercel-ui' ? sent.messages : await expand(sent.messages);
      expect(without(kept)).toBe(without(messages));
      expect((await new Headroom().compress(sent.messages)).messages).toEqual(sent.messages);
      const end = random.below(messages.length);
      expect(
        (await new Headroom().compress([...sent.messages.slice(0, end), ...messages.slice(end)])).messages,
      ).toEqual(sent.messages);
      changed += Number(sent.compressed);
    }, 500);
    expect(changed).toBeGreaterThan(seeds(500).length / 10);
  });

  it('are compressed with any line ends', async () => {
    const listing = Array.from({ length: 40 }, (_, at) => `src/storage/session/part_${at * 7}.rs`);
    for (const end of ['\n', '\r\n']) {
      const messages = shape(listing.join(end));
      const sent = await compress(messages);
      expect(sent.tokensAfter * 2).toBeLessThan(sent.tokensBefore);
      expect(await expand(sent.messages)).toEqual(messages);
    }
  });
});
