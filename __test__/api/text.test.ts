// Single texts of any kind, without a conversation.
import {
  compress,
  compressDiff,
  compressJson,
  compressLog,
  compressSearch,
  compressText,
  compressTextAsync,
  compressTexts,
  compressTextsAsync,
  expand,
  Headroom,
  HeadroomError,
} from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { forAll } from '../support/random.js';
import { lookAlike, output } from '../support/texts.js';

const LOG = Array.from(
  { length: 120 },
  (_, at) => `2026-03-01T10:00:${String(at % 60).padStart(2, '0')}Z INFO queue: took order ${at * 7}`,
).join('\n');
const ROWS = JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, state: 'paid', cents: (id * 37) % 9 })));

describe('compressText', () => {
  it('reports its edits, and expand restores the text', async () => {
    const result = compressText(LOG);
    expect(result).toMatchObject({
      compressed: true,
      kind: 'log',
      fidelity: 'bytes',
      skipped: undefined,
      ccrHashes: [],
    });
    expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter);
    expect(result.edits.length).toBeGreaterThan(0);
    expect(await expand(result.text)).toBe(LOG);
  });

  it('accepts UTF-8, and returns other bytes unchanged', () => {
    const bytes = compressText(Buffer.from(LOG));
    expect(Buffer.from(bytes.bytes).toString()).toBe(compressText(LOG).text);
    expect(bytes.text).toBe(compressText(LOG).text);
    const broken = Uint8Array.of(0xff, 0xfe);
    expect(compressText(broken)).toMatchObject({ compressed: false, kind: 'blob', skipped: 'not-text', bytes: broken });
    expect(compressText('\ud800')).toMatchObject({ compressed: false, skipped: 'lone-surrogate', text: '\ud800' });
    expect(compressText('')).toMatchObject({ compressed: false, text: '', tokensBefore: 0 });
  });

  it('equals a conversation with only this tool result, in both forms', () =>
    forAll(async (random) => {
      const text = random.below(3) === 0 ? lookAlike(random) : output(random);
      const one = compressText(text);
      expect((await compressTextAsync(text)).text).toBe(one.text);
      const content = [{ type: 'tool_result', tool_use_id: 'a', content: text }];
      const { messages } = await compress([{ role: 'user', content }]);
      expect((messages[0]!.content as typeof content)[0]!.content).toBe(one.text);
    }));

  it('elides only with a store, which restores the text', async () => {
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot' });
    const store = await headroom.originals();
    const sync = compressText(ROWS, { store, policy: 'oneshot' });
    expect(sync).toMatchObject({ fidelity: 'recoverable', storeError: undefined });
    expect(sync.edits.some(({ unit, codec }) => unit === 'json' && codec === undefined)).toBe(true);
    expect((await headroom.compressText(ROWS)).text).toBe(sync.text);
    expect((await compressTextAsync(ROWS, { store: headroom })).text).toBe(sync.text);
    expect((await headroom.retrieve(sync.ccrHashes[0]!)).text).toContain('"cents"');
    expect(compressText(ROWS, { policy: 'oneshot' }).fidelity).not.toBe('recoverable');
  });

  it('uses the kind that the caller names', () => {
    expect(compressText(LOG, { kind: 'prose' }).kind).toBe('prose');
    expect([compressLog, compressSearch, compressDiff].map((by) => by('x'.repeat(60)).kind)).toEqual([
      'log',
      'search',
      'diff',
    ]);
    expect(compressJson(ROWS).text).toBe(compressText(ROWS).text);
    expect(compressJson('{"a":'.repeat(20)).skipped).toBe('malformed');
  });

  it('compresses several texts independently', async () => {
    const alone = compressText(LOG).text;
    expect(compressTexts([LOG, LOG]).map(({ text }) => text)).toEqual([alone, alone]);
    expect((await compressTextsAsync([LOG, LOG])).map(({ text }) => text)).toEqual([alone, alone]);
  });

  it('rejects unknown options by name, and can be cancelled', async () => {
    const thrown = (work: () => unknown): unknown => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    expect(thrown(() => compressText(LOG, { kind: 'lgo' as never }))).toMatchObject({ option: 'kind', nearest: 'log' });
    expect(thrown(() => compressText(LOG, { signal: 1 } as never))).toBeInstanceOf(HeadroomError);
    expect(thrown(() => compressText(5 as never))).toBeInstanceOf(HeadroomError);
    expect(thrown(() => compressTexts('abc' as never))).toBeInstanceOf(HeadroomError);
    const reason = new Error('enough');
    await expect(compressTextAsync(LOG, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
