// A store that fails, hangs or lies: the original is sent, and no wrong text is restored.
import { Headroom, HeadroomError, type Message, type StoreBackend } from '@headroom/native';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MapBackend } from '../support/backend.js';

const ROWS = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, state: id % 7 ? 'done' : 'waiting' })));
const MESSAGES: Message[] = [
  { role: 'user', content: 'How many are waiting?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: ROWS }] },
];
const SHOWS_MARKER = /left out: headroom_retrieve/;
// Each instance warns that its store fails.
beforeAll(() => void vi.spyOn(process, 'emitWarning').mockReturnValue());
afterAll(() => void vi.restoreAllMocks());

type Method = 'get' | 'put' | 'recall' | 'record';

/** A store in which one method is replaced. */
function broken(method: Method, does: (own: MapBackend, ...given: never[]) => unknown): StoreBackend {
  const own = new MapBackend();
  const methods = { get: own.get, put: own.put, recall: own.recall, record: own.record };
  const bound = Object.fromEntries(Object.entries(methods).map(([name, work]) => [name, work.bind(own)]));
  return { ...(bound as unknown as StoreBackend), [method]: (...given: never[]) => does(own, ...given), timeoutMs: 20 };
}

const FAILURES: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('secret text');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no connection'))],
  ['rejects with nothing', () => Promise.reject(undefined)],
  ['hangs', () => new Promise(() => {})],
];
const LIES: readonly (readonly [string, () => unknown])[] = [
  ['nothing', () => undefined],
  ['a number', () => Promise.resolve(7)],
  ['a list of numbers', () => Promise.resolve([1, 2])],
  ['a list of empty objects', () => Promise.resolve([{}])],
  ['text', () => 'text'],
];

describe.each([...FAILURES, ...LIES.map(([gives, does]) => [`gives ${gives}`, does] as const)])(
  'a store that %s',
  (_, does) => {
    it.each(['put', 'record', 'recall'] as const)('in `%s` never makes a call fail', async (method) => {
      const headroom = new Headroom({ store: broken(method, does), scope: 'a' });
      const [plain, turn] = [await headroom.compress(MESSAGES), await headroom.session().compress(MESSAGES)];
      for (const result of [plain, turn]) {
        const shows = SHOWS_MARKER.test(JSON.stringify(result.messages));
        // Only stored text is elided.
        expect(shows).toBe(result.storeError === undefined);
        if (!shows) expect(result.storeError).toBe('backend');
      }
      const text = await headroom.compressText(ROWS, { policy: 'oneshot' });
      expect(SHOWS_MARKER.test(text.text)).toBe(text.storeError === undefined);
    });
  },
);

describe.each(FAILURES)('a store that %s', (_, does) => {
  it.each(['put', 'record'] as const)('in `%s` is an error for a strict caller', async (method) => {
    const headroom = new Headroom({ store: broken(method, does), strict: true });
    await expect(headroom.compress(MESSAGES)).rejects.toMatchObject({ code: 'store/backend' });
  });

  it('in `get` is reported to the caller that retrieves, without its message', async () => {
    const headroom = new Headroom({ store: broken('get', does), scope: 'a' });
    const { messages, ccrHashes } = await headroom.compress(MESSAGES);
    for (const call of [headroom.retrieve(ccrHashes[0]!), headroom.expand(messages)]) {
      const error = await call.catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'store/backend', message: expect.not.stringContaining('secret') });
    }
  });

  it('makes a session send the original, and elide again when it works', async () => {
    let works = false;
    const store = broken('put', (own, ...given) =>
      works ? own.put(...(given as unknown as Parameters<MapBackend['put']>)) : does(),
    );
    const session = new Headroom({ store, scope: 'a' }).session();
    const first = await session.compress(MESSAGES);
    expect(JSON.stringify(first.messages)).not.toMatch(SHOWS_MARKER);
    works = true;
    const next = JSON.stringify(MESSAGES.slice(1)).replaceAll('"a"', '"b"').replaceAll('waiting', 'failed');
    const second = await session.compress([...MESSAGES, ...(JSON.parse(next) as Message[])]);
    expect(second.messages.slice(0, 3)).toEqual(first.messages);
    expect(JSON.stringify(second.messages.slice(3))).toMatch(SHOWS_MARKER);
    expect(second.storeError).toBeUndefined();
  });
});

describe('a store that returns wrong bytes', () => {
  const WRONG: readonly (readonly [string, (text: string) => unknown])[] = [
    ['another text', () => '[]'],
    ['a text with one character changed', (text) => text.replace('waiting', 'waitinq')],
    ['a text that was cut off', (text) => text.slice(0, -1)],
    ['bytes', (text) => Buffer.from(text)],
    ['an object', (text) => ({ text })],
  ];
  it.each(WRONG)('is refused: %s', async (_, wrong) => {
    const own = new MapBackend();
    const headroom = new Headroom({ store: own, scope: 'a' });
    const { messages, ccrHashes } = await headroom.compress(MESSAGES);
    const get = own.get.bind(own);
    own.get = async (...given) => wrong((await get(...given))!) as string;
    await expect(headroom.retrieve(ccrHashes[0]!)).rejects.toThrow(HeadroomError);
    await expect(headroom.expand(messages)).rejects.toMatchObject({ code: 'store/backend' });
  });

  it('does not redeem a marker whose entry was changed, truncated or swapped', async () => {
    for (const change of [
      (value: string) => `${value}x`,
      (value: string) => value.slice(1),
      () => '#0123456789abcdef',
    ]) {
      const own = new MapBackend();
      const headroom = new Headroom({ store: own, scope: 'a' });
      const { messages } = await headroom.compress(MESSAGES);
      for (const [key, value] of own.entries) own.entries.set(key, change(value));
      expect(JSON.stringify(await headroom.expand(messages, { allowMissing: true }))).toMatch(SHOWS_MARKER);
    }
  });

  it('does not change the output of a session', async () => {
    const own = new MapBackend();
    await new Headroom({ store: own, scope: 'a' }).session().compress(MESSAGES);
    for (const [key, value] of own.entries) own.entries.set(key, value.replace('waiting', 'paid'));
    const { messages, lineage } = await new Headroom({ store: own, scope: 'a' }).session().compress(MESSAGES);
    expect(JSON.stringify(messages)).not.toContain('paid');
    expect(lineage).toBe('new');
  });
});

it('ends a call whose caller has given up, and serves the next one', async () => {
  const session = new Headroom({ store: new MapBackend(), scope: 'a' }).session();
  const controller = new AbortController();
  const ended = session.compress(MESSAGES, { signal: controller.signal });
  controller.abort();
  await expect(ended).rejects.toThrow();
  expect(JSON.stringify((await session.compress(MESSAGES)).messages)).toMatch(SHOWS_MARKER);
});
