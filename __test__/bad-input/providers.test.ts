// Messages of every shape with invalid parts: nothing throws, and invalid parts are passed on unchanged.
import { compress, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../support/bodies.js';
import { forAll, type Random } from '../support/random.js';
import { SHAPES, type Messages } from '../support/shapes.js';
import { ROWS, SOURCE } from '../support/samples.js';
import { turns } from '../support/turns.js';

const circle: unknown[] = [];
circle.push(circle, circle, { text: ROWS, of: circle });
/** An object with a hundred fields, each of which is the object itself. */
const maze: Record<string, unknown> = {};
for (let at = 0; at < 100; at++) maze[`way ${at}`] = maze;
const refusing = (): object =>
  Object.defineProperty({}, 'type', {
    enumerable: true,
    get: () => {
      throw new Error('not for you');
    },
  });
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const endless = new Proxy([], { get: (of, key) => (key === 'length' ? 2 ** 53 - 1 : Reflect.get(of, key)) });

const WRONG: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => 5,
  () => NaN,
  () => 10n,
  () => true,
  () => '',
  () => ROWS,
  () => [],
  () => ({}),
  () => Symbol('s'),
  () => () => ROWS,
  () => new Date(0),
  () => new Uint8Array(1 << 20),
  () => new Array(2 ** 32 - 1),
  () => [null, undefined, 1, 'text', [[]]],
  () => circle,
  () => maze,
  refusing,
  revoked,
  () => endless,
  () => Object.create(null),
  () => ({ text: ROWS }),
  () => [{ text: ROWS }],
  () => [{ type: 'text', text: SOURCE }],
];

/** Puts an invalid value in a random place of a message. Returns whether there was a place. */
function spoil(random: Random, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  if (keys.length === 0) return false;
  const key = random.pick(keys);
  const own = value as Record<string, unknown>;
  if (!random.onceIn(3) && spoil(random, own[key])) return true;
  own[key] = random.pick(WRONG)();
  return true;
}

describe.each(NAMES)('messages of the shape %s', (name) => {
  it('may have an invalid value in any place', () =>
    forAll(async (random) => {
      const messages: Messages = SHAPES[name](random, turns(random, 3));
      const at = random.below(messages.length);
      messages[at] = structuredClone(messages[at]!);
      spoil(random, messages[at]);
      const { messages: sent } = await compress(messages);
      expect(sent.length).toBe(messages.length);
      // Without it earlier messages are sent unchanged.
      expect(sent.slice(0, at)).toEqual((await compress(messages.slice(0, at))).messages);
      expect((await expand(sent)).length).toBe(messages.length);
    }, 300));

  it('may be between values that are not messages', async () => {
    const what = [{ calls: [{ tool: 'query', input: { id: '7' }, result: ROWS }] }];
    await forAll(async (random) => {
      const good = SHAPES[name](random, what);
      const wrong = WRONG.map((make) => make()) as Messages;
      const { messages: sent, compressed } = await compress([...wrong, ...good]);
      expect(compressed).toBe(true);
      for (const [at, own] of wrong.entries()) expect(Object.is(sent[at], own)).toBe(true);
    }, 1);
  });
});

it('a message with a hundred thousand results is compressed', async () => {
  const content = Array.from({ length: 100_000 }, (_, at) => ({
    toolResult: { toolUseId: `t${at}`, content: [{ text: `${SOURCE.slice(0, 400)} ${at % 3}` }] },
  }));
  const sent = await compress([{ role: 'user', content }]);
  expect(sent.tokensAfter).toBeLessThan(sent.tokensBefore / 5);
});
