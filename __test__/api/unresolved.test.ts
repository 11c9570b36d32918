// Expanding when an elided original is not found.
import { describe, expect, it, vi } from 'vitest';
import { compress, expand, Headroom, StorageError, type Message } from '@headroom/native';

const LOG = Array.from(
  { length: 400 },
  (_, line) =>
    `2026-03-01T10:${String(line % 60).padStart(2, '0')}:00Z INFO worker: job ${line} done in ${line % 9} ms`,
).join('\n');
const MESSAGES: Message[] = [
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 't', name: 'Bash', input: { command: 'journalctl -u worker' } }],
  },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: LOG }] },
];

async function sent() {
  const headroom = new Headroom({ store: ':memory:' });
  const { messages } = await headroom.compress(MESSAGES);
  const text = JSON.stringify(messages);
  const [, handle] = /headroom_retrieve ([0-9a-z]{16})/.exec(text)!;
  return { headroom, messages, handle: handle! };
}

async function failure(work: Promise<unknown>): Promise<StorageError> {
  const error = await work.then(
    () => undefined,
    (reason) => reason,
  );
  expect(StorageError.isInstance(error)).toBe(true);
  return error;
}

describe('an elided original that is not found', () => {
  it('fails a conversation and a text, and names the handle and the option to set', async () => {
    const { messages, handle } = await sent();
    const text = (messages[1] as { content: { content: string }[] }).content[0]!.content;
    const other = new Headroom({ store: ':memory:', scope: 'another' });
    for (const work of [
      () => expand(messages, { allowMissing: false }),
      () => expand(text, { allowMissing: false }),
      () => other.expand(messages),
      () => other.expand(text),
      () => other.session().expand(messages),
    ]) {
      const error = await failure(work());
      expect(error.code).toBe('retrieve/unresolved');
      expect(error.message).toContain(handle);
      expect(error.message).toMatch(/Set `store`/);
    }
  });

  it('is a warning without a store', async () => {
    const { messages, handle } = await sent();
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    try {
      expect(JSON.stringify(await expand(messages))).toContain(handle);
      expect(warned.mock.calls).toEqual([
        [expect.stringContaining(handle), { type: 'HeadroomWarning', code: 'HEADROOM_UNRESOLVED' }],
      ]);
    } finally {
      warned.mockRestore();
    }
  });

  it('leaves markers where the caller allows it, and resolves with the right store', async () => {
    const { headroom, messages } = await sent();
    expect(JSON.stringify(await expand(messages, { allowMissing: true }))).toContain('headroom_retrieve');
    expect(await headroom.expand(messages)).toEqual(MESSAGES);
    expect(await headroom.session().expand(messages)).toEqual(MESSAGES);
    expect(await expand(messages, { store: headroom })).toEqual(MESSAGES);
  });

  it('does not fail a text that was compressed exactly', async () => {
    const { messages } = await compress(MESSAGES);
    expect(await expand(messages)).toEqual(MESSAGES);
  });
});
