// A marker is sent only while its original is in the store, even if the store was changed meanwhile.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom, Store, type CompressResult, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { inProcess, withFolder } from '../support/process.js';

const rows = (tag: number): string =>
  JSON.stringify(
    Array.from({ length: 80 }, (_, id) => ({
      id,
      tag,
      state: id % 2 ? 'busy' : 'idle',
      mark: ((id + 1) * 2654435761 * (tag + 1)) % 1e9,
    })),
    null,
    1,
  );
const turn = (tag: number): Message[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `a${tag}`, name: 'query', input: { tag } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `a${tag}`, content: rows(tag) }] },
];
const START: Message = { role: 'user', content: 'Which of them are busy?' };
const FIRST = [START, ...turn(1), ...turn(2)];
const SECOND = [...FIRST, ...turn(3)];

/** The handles in all markers that are sent. */
function handlesIn(messages: readonly unknown[]): string[] {
  return [...JSON.stringify(messages).matchAll(/headroom_retrieve (\w{16})/g)].map(([, handle]) => handle!);
}

/** Checks that every sent marker leads to its original. Returns the number of markers. */
async function leadsBack(headroom: Headroom, result: CompressResult): Promise<number> {
  const handles = handlesIn(result.messages);
  const originals = await Promise.all(handles.map(async (handle) => (await headroom.retrieve(handle)).text));
  expect(originals.every((text) => text.startsWith('[\n {\n  "id": 0'))).toBe(true);
  return handles.length;
}

const inFolder = (folder: string, script: string): Promise<unknown> =>
  inProcess(`const folder = ${JSON.stringify(folder)};\n${script}\nconsole.log('0');`);
/** Truncates the log, as clearing does, overwrites the database, and opens it. */
const corrupt = `
import { writeFileSync } from 'node:fs';
await (await headroom.Store.open({ folder })).scope('nobody').clear();
writeFileSync(folder + '/headroom.db', Buffer.alloc(8192, 0x41));
process.removeAllListeners('warning');
await headroom.Store.open({ folder });`;
const fill = `
const store = await headroom.Store.open({ folder, limitBytes: 150_000 });
for (let round = 0; round < 4; round += 1) await store.scope('others').put(Array.from({ length: 80 }, (_, at) => Array.from({ length: 200 }, (_, line) => (line * 7919 * (at + 1) * (round + 3)) % 1e9).join()));
while ((await store.purge()).more);`;

const LOSSES: readonly (readonly [string, (folder: string, store: Store) => unknown])[] = [
  ['the store is cleared', (_, store) => store.clear()],
  ['the scope is cleared', (_, store) => store.scope('s').clear()],
  ['another process clears it', (folder) => inFolder(folder, 'await (await headroom.Store.open({ folder })).clear();')],
  ['another process fills it to its limit', (folder) => inFolder(folder, fill)],
  [
    'its files are removed',
    (folder) => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
    },
  ],
  ['its folder is removed', (folder) => rmSync(folder, { recursive: true })],
  ['another process puts it aside as corrupt', (folder) => inFolder(folder, corrupt)],
];

describe.each(LOSSES)('if %s', (_, lose) => {
  const withStore = (work: (store: Store, lost: () => Promise<void>) => Promise<void>): Promise<void> =>
    withFolder(async (parent) => {
      const folder = join(parent, 'state');
      const store = await Store.open({ folder });
      const [handle] = await store.scope('s').put(['whether it is lost']);
      await work(store, async () => {
        await lose(folder, store);
        await expect(store.scope('s').retrieve(handle!), 'it is lost').rejects.toThrow();
      });
    });

  it('a request stores its elided texts again', () =>
    withStore(async (store, lost) => {
      const headroom = new Headroom({ store, scope: 's', policy: 'oneshot' });
      const before = await headroom.compress(FIRST);
      expect(await leadsBack(headroom, before)).toBe(2);
      await lost();
      const after = await headroom.compress(FIRST);
      expect(after.messages).toEqual(before.messages);
      expect(await leadsBack(headroom, after)).toBe(2);
      expect(await headroom.expand(after.messages)).toEqual(FIRST);
    }));

  it('a session stores them again and resends the same, also after a restart', () =>
    withStore(async (store, lost) => {
      const headroom = new Headroom({ store, scope: 's', policy: 'oneshot' });
      const session = headroom.session();
      await session.compress([START, ...turn(1)]);
      const before = await session.compress(FIRST);
      expect(await leadsBack(headroom, before)).toBe(2);
      await lost();
      const after = await session.compress(SECOND, { exactOnly: true });
      expect(after).toMatchObject({ lineage: 'continued', storeError: undefined });
      expect(after.messages.slice(0, FIRST.length)).toEqual(before.messages);
      expect(await leadsBack(headroom, after)).toBe(2);
      const restarted = await new Headroom({ store, scope: 's', exactOnly: true })
        .session()
        .compress([...SECOND, { role: 'assistant', content: 'Two.' }]);
      expect(restarted.lineage).toBe('continued');
      expect(restarted.messages.slice(0, SECOND.length)).toEqual(after.messages);
    }));
});

describe('if the lost original cannot be stored again', () => {
  it('a session sends the original from then on, and reports that', () =>
    withFolder(async (parent) => {
      const folder = join(parent, 'state');
      const headroom = new Headroom({ store: folder, scope: 's', policy: 'oneshot' });
      const session = headroom.session();
      await session.compress([START, ...turn(1)]);
      expect(handlesIn((await session.compress(FIRST)).messages)).toHaveLength(2);
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'no folder any more');
      const broken = await session.compress(SECOND);
      expect(broken).toMatchObject({ lineage: 'rewritten', storeError: 'io' });
      expect(handlesIn(broken.messages)).toEqual([]);
      rmSync(folder);
      const next = await session.compress([...SECOND, ...turn(4)]);
      expect(next).toMatchObject({ lineage: 'continued', storeError: undefined });
      expect(next.messages.slice(0, SECOND.length)).toEqual(broken.messages);
      expect(await leadsBack(headroom, next)).toBe(1);
    }));
});

describe('a store in memory at its limit', () => {
  it('has the originals of each request when it is sent', async () => {
    const headroom = new Headroom({
      store: await Store.open({ memory: true, limitBytes: 150_000 }),
      policy: 'oneshot',
    });
    for (let pass = 0; pass < 2; pass += 1) {
      for (let tag = 0; tag < 100; tag += 1)
        expect(await leadsBack(headroom, await headroom.compress([START, ...turn(tag)]))).toBe(1);
    }
  });
});
