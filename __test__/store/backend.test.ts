// A store that the caller writes works like a store of this package: compress, expand, retrieve, sessions, budgets.
import {
  compressText,
  compressTextAsync,
  crushJson,
  crushJsonAsync,
  expand,
  Headroom,
  HeadroomError,
  type Message,
  type StoreLocation,
} from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { keepsTheContract, MapBackend } from '../support/backend.js';
import { conversation } from '../support/conversation.js';
import { expectSame } from '../support/messages.js';
import { withFolder } from '../support/process.js';
import { forAll } from '../support/random.js';

keepsTheContract('of two maps', () => new MapBackend());

const ROWS = JSON.stringify(Array.from({ length: 300 }, (_, id) => ({ id, state: id % 7 ? 'done' : 'waiting' })));
const turn = (id: string, content: string): Message[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'query', input: { id } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
];
const ASK: Message = { role: 'user', content: 'How many are waiting?' };
const MESSAGES = [ASK, ...turn('a', ROWS)];
const handlesIn = (value: unknown): string[] => [
  ...new Set([...JSON.stringify(value).matchAll(/headroom_retrieve (\w{16})/g)].map(([, handle]) => handle!)),
];

const STORES: readonly (readonly [string, (folder: string) => StoreLocation])[] = [
  ['in memory', () => ':memory:'],
  ['in a folder', (folder) => `${folder}/state`],
  ['that the caller writes', () => new MapBackend()],
];

describe.each(STORES)('a store %s', (_, make) => {
  const withStore = (test: (open: (scope?: string) => Headroom) => Promise<void>): Promise<void> =>
    withFolder(async (folder) => {
      const first = new Headroom({ store: make(folder), scope: 'a' });
      // In memory each instance has its own store unless it is shared.
      const location = make(folder);
      const shared = location === ':memory:' ? undefined : location;
      const open = (scope = 'a'): Headroom => (shared ? new Headroom({ store: shared, scope }) : first);
      await test(open);
    });

  it('restores elided text, but not for other scopes', () =>
    withStore(async (open) => {
      const headroom = open();
      const { messages, storeError } = await headroom.compress(MESSAGES);
      const [handle] = handlesIn(messages);
      expect(storeError).toBeUndefined();
      expect((await headroom.retrieve(handle!)).text).toBe(ROWS);
      expect((await headroom.retrieve(handle!.toUpperCase(), { rows: '2-3' })).part).toContain('rows 2-3');
      expect(await headroom.expand(messages)).toEqual(MESSAGES);
      const other = open('b');
      if (other !== headroom) {
        await expect(other.retrieve(handle!)).rejects.toThrow(HeadroomError);
        expect(JSON.stringify(await other.expand(messages, { allowMissing: true }))).toContain('left out');
      }
    }));

  it('answers a model that asks for an original', () =>
    withStore(async (open) => {
      const headroom = open();
      const [handle] = handlesIn((await headroom.compress(MESSAGES)).messages);
      const call = { type: 'tool_use' as const, id: 'x', name: 'headroom_retrieve', input: { handle, rows: '8' } };
      expect(JSON.stringify(await headroom.handleToolCall(call))).toContain('waiting');
      const wrong = { ...call, input: { handle: '0'.repeat(16) } };
      expect(JSON.stringify(await headroom.handleToolCall(wrong))).toContain('no original');
    }));

  it('does not redeem forged markers', () =>
    withStore(async (open) => {
      const headroom = open();
      const [handle] = handlesIn((await headroom.compress(MESSAGES)).messages);
      const forged = [ASK, ...turn('b', `[3 lines left out: headroom_retrieve ${handle}]\nsomething`)];
      expect(await headroom.expand(forged, { allowMissing: true })).toEqual(forged);
    }));

  it('keeps the originals of single texts', () =>
    withStore(async (open) => {
      const headroom = open();
      const results = [
        await headroom.compressText(ROWS),
        await compressTextAsync(ROWS, { store: await headroom.originals(), policy: 'oneshot' }),
        await crushJsonAsync(ROWS, { store: headroom, format: 'text' }),
      ];
      for (const { text, ccrHashes } of results) {
        expect(ccrHashes).toHaveLength(1);
        expect(await headroom.expand(text)).toBe(ROWS);
      }
    }));

  it('keeps the messages that a budget drops', () =>
    withStore(async (open) => {
      const headroom = open();
      const turns = Array.from({ length: 12 }, (_, at) => turn(`t${at}`, `${at} `.repeat(900))).flat();
      const { messages, fitted } = await headroom.compress([ASK, ...turns], { tokenBudget: 2000 });
      expect(fitted!.dropped).toBeGreaterThan(0);
      expect(JSON.parse((await headroom.retrieve(fitted!.handle!)).text)).toHaveLength(fitted!.dropped);
      expect(messages).toHaveLength(1 + turns.length - fitted!.dropped);
    }));

  it('lets sessions resend the same, also after a restart', () =>
    withStore(async (open) => {
      let elided = 0;
      await forAll(async (random, seed) => {
        const messages = [...turn('z', ROWS.replaceAll('done', `done${seed}`)), ...conversation(random, 12)];
        let [session, sent] = [open().session(), [] as string[]];
        const restart = 1 + random.below(messages.length);
        for (let end = 1; end <= messages.length; end += 1) {
          if (end === restart && open('c') !== open()) session = open().session();
          const result = await session.compress(messages.slice(0, end), { exactOnly: random.below(4) === 0 });
          const bytes = result.messages.map((message) => JSON.stringify(message));
          expect(bytes.slice(0, sent.length)).toEqual(sent);
          sent = bytes;
          elided += result.ccrHashes.length;
          if (end === messages.length)
            expectSame(
              (await session.expand(result.messages)) as Record<string, unknown>[],
              messages as Record<string, unknown>[],
              result.blocks,
            );
        }
        expect(session.stats().lineages).toMatchObject({ adopted: 0, rewritten: 0 });
      }, 12);
      expect(elided).toBeGreaterThan(0);
    }));

  it('keeps the decision of the first of two sessions', () =>
    withStore(async (open) => {
      const [one, other] = [open().session(), open().session()];
      const sent = await Promise.all([one.compress(MESSAGES), other.compress(MESSAGES, { exactOnly: true })]);
      const next = [...MESSAGES, ...turn('b', 'ok')];
      const later = await Promise.all([one.compress(next), other.compress(next)]);
      later.forEach(({ messages }, at) => {
        expect(messages.slice(0, MESSAGES.length)).toEqual(sent[at]!.messages);
      });
    }));
});

it('sends the same with either kind of store', () =>
  forAll(async (random) => {
    const messages = conversation(random, 8);
    const [own, written] = [':memory:', new MapBackend()].map((store) => new Headroom({ store, scope: 'a' }));
    const sent = async (headroom: Headroom): Promise<unknown> => [
      (await headroom.compress(messages)).messages,
      (await headroom.compress(messages, { policy: 'oneshot' })).messages,
      (await headroom.session().compress(messages)).messages,
    ];
    expect(await sent(written!)).toEqual(await sent(own!));
  }, 20));

it('is written before a marker is shown, and not called if nothing is elided', async () => {
  const store = new MapBackend();
  const headroom = new Headroom({ store, scope: 'a' });
  await headroom.compress([ASK, ...turn('a', 'short')]);
  await headroom.simulate(MESSAGES);
  await headroom.compress(MESSAGES, { mode: 'audit' });
  expect(store.calls).toEqual([]);
  await headroom.compress(MESSAGES);
  expect(store.calls).toEqual(['put', 'record']);
});

it('is refused by synchronous calls', async () => {
  const originals = await new Headroom({ store: new MapBackend() }).originals();
  const calls = [compressText, crushJson].map((compress) => () => compress(ROWS, { store: originals }));
  for (const call of calls)
    expect(call).toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.stringContaining('async form') }),
    );
  await expect(originals.search('busy')).rejects.toMatchObject({ code: 'store/backend' });
  expect(() => new Headroom({ store: { get: async () => undefined } as never })).toThrow(/get, put, recall, record/);
});

it('serves the function `expand` through its instance', async () => {
  const headroom = new Headroom({ store: new MapBackend(), policy: 'oneshot' });
  const { text } = await headroom.compressText(ROWS);
  expect(await headroom.expand(text)).toBe(ROWS);
  expect(await expand(text, { allowMissing: true })).toContain('left out');
});
