// The modes `audit` and `simulate`, and the option `strict`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, Headroom, Store, type Message } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { withFolder } from '../support/process.js';
import { diff, ROWS } from '../support/samples.js';

const ENTRY = new URL('../../dist/index.js', import.meta.url).href;
const MESSAGES: Message[] = [
  { role: 'user', content: 'What changed?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'git diff' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: diff('cache') }] },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'b', name: 'query', input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'b', content: ROWS }] },
];

describe('the mode `audit`', () => {
  it('returns the messages unchanged, with the possible savings', async () => {
    const store = await Store.open({ memory: true });
    const headroom = new Headroom({ store, scope: 'a', policy: 'oneshot' });
    const audited = await headroom.compress(MESSAGES, { mode: 'audit' });
    expect(audited.messages).toEqual(MESSAGES);
    expect(audited.messages.every((message, at) => message === MESSAGES[at])).toBe(true);
    expect(audited).toMatchObject({ compressed: false, ccrHashes: [] });
    expect(await store.stats()).toMatchObject({ originals: 0 });
    const done = await headroom.compress(MESSAGES);
    expect([done.tokensBefore, done.tokensAfter]).toEqual([audited.tokensBefore, audited.tokensAfter]);
    expect(done.ccrHashes.length).toBeGreaterThan(0);
  });

  it('returns bodies unchanged', async () => {
    const body = JSON.stringify({ model: 'm', messages: MESSAGES });
    const result = await new Headroom({ mode: 'audit' }).compressBody(body);
    expect(result.body).toBe(body);
    expect(result.tokensSaved).toBeGreaterThan(0);
  });

  it('does not change a session', async () => {
    const headroom = new Headroom({ store: ':memory:', scope: 'a' });
    const session = headroom.session();
    const audited = await session.compress(MESSAGES.slice(0, 3), { mode: 'audit' });
    expect(audited.lineage).toBeUndefined();
    expect((await session.compress(MESSAGES)).lineage).toBe('adopted');
  });
});

describe('the mode `simulate`', () => {
  it('returns the messages that would be sent, and stores nothing', async () => {
    const store = await Store.open({ memory: true });
    const headroom = new Headroom({ store, scope: 'a', policy: 'oneshot' });
    const simulated = await headroom.compress(MESSAGES, { mode: 'simulate' });
    expect(await store.stats()).toMatchObject({ originals: 0 });
    expect(simulated.messages).toEqual((await headroom.compress(MESSAGES)).messages);
  });
});

describe('`strict`', () => {
  it('rejects a body that cannot be read', async () => {
    const headroom = new Headroom({ strict: true });
    await expect(headroom.compressBody('no JSON')).rejects.toMatchObject({
      name: 'ValidationError',
      code: 'request/unreadable-body',
    });
    await expect(headroom.session().compressBody('[1]')).rejects.toMatchObject({ code: 'request/unreadable-body' });
    expect(await headroom.compressBody('no JSON', { strict: false })).toMatchObject({
      skipped: 'not-json',
      body: 'no JSON',
    });
  });

  it('does not throw if nothing fails', async () => {
    const result = await new Headroom({ store: ':memory:', scope: 'a', strict: true }).compress(MESSAGES);
    expect(result).toMatchObject({ compressed: true, failures: [] });
  });
});

it('invalid values are rejected', async () => {
  expect(() => new Headroom({ mode: 'dry' as 'audit' })).toThrow(ConfigurationError);
  await expect(new Headroom().compress([], { strict: 1 as unknown as boolean })).rejects.toThrow(ConfigurationError);
});

// The test limits the size of files with `prlimit`. SQLite reports a write beyond the limit as an I/O error.
it.skipIf(process.platform !== 'linux')(
  'a full disk does not change earlier messages of a session, and `strict` throws',
  () =>
    withFolder((folder) => {
      writeFileSync(
        join(folder, 'main.mjs'),
        `import { Headroom } from ${JSON.stringify(ENTRY)};
      import { execFileSync } from 'node:child_process';
      const limit = (bytes) => execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=' + bytes + ':unlimited']);
      process.on('SIGXFSZ', () => {});
      process.on('warning', () => {});
      const headroom = new Headroom({ store: ${JSON.stringify(join(folder, 'state'))}, scope: 's', policy: 'oneshot' });
      const messages = JSON.parse(process.env.MESSAGES);
      await headroom.originals();
      limit(1);
      const session = headroom.session();
      const first = await session.compress(messages.slice(0, 3));
      const refused = await headroom.compress(messages, { strict: true }).catch(({ code }) => code);
      limit('unlimited');
      const second = await session.compress(messages);
      const third = await new Headroom({ store: ${JSON.stringify(join(folder, 'state'))}, scope: 's', policy: 'oneshot' }).session().compress(messages);
      const same = (a, b) => JSON.stringify(a.messages.slice(0, 3)) === JSON.stringify(b.messages.slice(0, 3));
      console.log(JSON.stringify({ storeError: [first.storeError, second.storeError, third.storeError], refused, same: [same(first, second), same(second, third)], lineage: third.lineage }));`,
      );
      const output = execFileSync(process.execPath, ['main.mjs'], {
        cwd: folder,
        env: { ...process.env, MESSAGES: JSON.stringify(MESSAGES) },
        encoding: 'utf8',
      });
      expect(JSON.parse(output)).toEqual({
        storeError: ['io', null, null],
        refused: 'store/io',
        same: [true, true],
        lineage: 'continued',
      });
    }),
);
