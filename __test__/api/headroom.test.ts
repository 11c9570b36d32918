import { compress, compressBatch, detect, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { Random } from '../support/random.js';
import { numberedFile, ROWS, SOURCE } from '../support/samples.js';

const messagesOf = (content: string, tool = 'query') => [
  { role: 'user', content: 'Go.' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: tool, input: { id: '1' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] },
];
const MESSAGES = messagesOf(ROWS);
const BIG = Array.from({ length: 200 }, (_, seed) =>
  conversation(new Random(seed), 8).filter(
    (message) => typeof message['content'] !== 'string' && message['role'] !== 'tool' && !('tool_calls' in message),
  ),
).flat();

describe('a result', () => {
  it('adds up', async () => {
    const result = await compress(MESSAGES);
    expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter);
    expect(result.tokensSaved).toBeGreaterThan(200);
    expect(result.compressionRatio).toBeCloseTo(result.tokensSaved / result.tokensBefore);
    expect(result.transformsApplied).toEqual(['json']);
    expect(result.ccrHashes).toEqual([]);
    expect(result.compressed).toBe(true);
  });

  it('reports the kind, tokens, edits or skip reason of every text', async () => {
    const { blocks, messages } = await compress(MESSAGES);
    expect(blocks.map(({ role, skipped }) => [role, skipped])).toEqual([
      ['user', 'not-a-result'],
      ['argument', 'not-a-result'],
      ['result', undefined],
    ]);
    const { edits, ...block } = blocks[2]!;
    expect(block).toMatchObject({ message: 2, name: 'query 1', kind: 'json', fidelity: 'bytes' });
    expect(edits).toHaveLength(1);
    const sent = (messages[2] as { content: { content: string }[] }).content[0]!.content;
    expect(edits[0]).toMatchObject({
      codec: 'json',
      start: 0,
      end: ROWS.length,
      outputStart: 0,
      outputEnd: Buffer.byteLength(sent),
      tokensBefore: block.tokensBefore,
      tokensAfter: block.tokensAfter,
    });
    expect(edits[0]!.reason).not.toBe('');
  });

  it('has edits with offsets in bytes', async () => {
    const prose = `Größe → 🙂:\n\n${ROWS}\n\nEnde.`;
    const { blocks, messages } = await compress(messagesOf(prose));
    const [edit] = blocks[2]!.edits;
    const sent = Buffer.from((messages[2] as { content: { content: string }[] }).content[0]!.content);
    expect(Buffer.from(prose).subarray(edit!.start, edit!.end).toString()).toBe(ROWS);
    expect(sent.subarray(edit!.outputStart, edit!.outputEnd).toString()).toMatch(/^\[table 50 rows/);
    expect(sent.subarray(edit!.outputEnd).toString()).toBe('\n\nEnde.');
  });

  it('is empty for an empty conversation', async () => {
    expect(await compress([])).toMatchObject({
      messages: [],
      tokensBefore: 0,
      compressed: false,
      compressionRatio: 0,
      blocks: [],
    });
  });
});

describe('compressBatch', () => {
  it('equals compress for each conversation, in order', async () => {
    const conversations = Array.from({ length: 40 }, (_, seed) => conversation(new Random(seed)));
    const batch = await compressBatch(conversations);
    for (const [index, result] of batch.entries())
      expect(result.messages).toEqual((await new Headroom().compress(conversations[index]!)).messages);
    expect(await compressBatch([])).toEqual([]);
  });
});

describe('expand', () => {
  it('expands single texts, and returns other texts unchanged', async () => {
    expect(await expand('[table 2 rows: id name]\n1 a\n2 b')).toBe('[{"id":1,"name":"a"},{"id":2,"name":"b"}]');
    for (const text of ['', 'plain', SOURCE, ROWS, '[@ Read a.rs:1-3]', 'half \ud800', '[table'])
      expect(await expand(text)).toBe(text);
  });

  it('does not change a reference without a target', async () => {
    const forged = messagesOf('[@ Read secret.rs:1-3]');
    expect(await expand(forged)).toEqual(forged);
  });

  it('accepts an instance as `store`', async () => {
    const headroom = new Headroom();
    const { messages } = await headroom.compress(MESSAGES);
    expect(await expand(messages, { store: headroom })).toEqual(MESSAGES);
    expect(await headroom.expand(messages)).toEqual(MESSAGES);
  });
});

describe('detect', () => {
  it.each([
    ['json', ROWS],
    ['json', ' {"a": [1]}\n'],
    ['json-lines', '{"a":1}\n{"a":2}\n'],
    ['numbered-file', numberedFile(SOURCE)],
    ['source', SOURCE],
    ['text', ''],
    ['text', '{"a":1'],
    ['text', '[1]]'],
    ['text', '12'],
    ['text', '\ufeff[1]'],
  ])('finds %s', (kind, text) => {
    expect(detect(text).kind).toBe(kind);
  });

  it('cuts a text into sections that can be sliced out of it', () => {
    const parts = [
      '🙂 naïve\n',
      `${JSON.stringify({ a: ['日本語 🙂'], b: { c: 1 } }, null, 2)}\n`,
      '@@ -1,2 +1,2 @@\n context\n-old 🙂\n+new\n',
    ];
    const { sections } = detect(parts.join(''));
    expect(sections.map(({ start, end }) => parts.join('').slice(start, end))).toEqual(parts);
    expect(sections.map(({ kind }) => kind)).toEqual(['text', 'json', 'diff']);
  });

  it('names the language of a program', () => {
    expect(detect(SOURCE)).toMatchObject({ kind: 'source', language: 'rust' });
    expect(detect('')).toEqual({ kind: 'text', confidence: 0, sections: [] });
  });
});

describe('Headroom', () => {
  it('counts requests that it compressed, but not simulated ones', async () => {
    const headroom = new Headroom();
    expect(headroom.stats()).toEqual({ requests: 0, tokensBefore: 0, tokensAfter: 0, tokensSaved: 0 });
    const simulated = await headroom.simulate(MESSAGES);
    await headroom.explain(MESSAGES);
    expect(headroom.stats().requests).toBe(0);
    const one = await headroom.compress(MESSAGES);
    await headroom.compress(MESSAGES);
    expect(simulated.messages).toEqual(one.messages);
    expect(headroom.stats()).toEqual({
      requests: 2,
      tokensBefore: 2 * one.tokensBefore,
      tokensAfter: 2 * one.tokensAfter,
      tokensSaved: 2 * one.tokensSaved,
    });
  });

  it('explains with the blocks of the result', async () => {
    expect(await new Headroom().explain(MESSAGES)).toEqual((await compress(MESSAGES)).blocks);
  });

  it('rejects work after it is closed', async () => {
    const headroom = new Headroom();
    headroom.close();
    for (const work of [
      () => headroom.compress(MESSAGES),
      () => headroom.simulate(MESSAGES),
      () => headroom.explain(MESSAGES),
      () => headroom.expand(MESSAGES),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'closed' });
    expect(() => headroom.close()).not.toThrow();
  });

  it('reports its progress, and at the end all bytes', async () => {
    const told: number[] = [];
    await new Headroom().compress(MESSAGES, { onProgress: (bytes) => told.push(bytes) });
    expect(told.at(-1)).toBe(Buffer.byteLength(`Go.1${ROWS}`));
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });
});

describe('an aborted signal', () => {
  it('rejects compress with its reason, before and meanwhile, and the instance still works', async () => {
    const headroom = new Headroom();
    const reason = new Error('changed my mind');
    await expect(headroom.compress(MESSAGES, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const pending = headroom.compress(BIG, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    expect(headroom.stats().requests).toBe(0);
    expect((await headroom.compress(BIG)).messages).toEqual((await new Headroom().compress(BIG)).messages);
  });

  it('cancels work on other threads', async () => {
    const headroom = new Headroom();
    const controller = new AbortController();
    const reason = new Error('enough');
    const pending = headroom.compress(BIG, { signal: controller.signal, onProgress: () => controller.abort(reason) });
    setImmediate(() => setImmediate(() => controller.abort(reason)));
    await expect(pending).rejects.toBe(reason);
    expect((await headroom.compress(BIG)).messages).toEqual((await new Headroom().compress(BIG)).messages);
  });
});
