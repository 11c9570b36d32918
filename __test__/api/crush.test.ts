import { crushJson, crushJsonAsync, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { jsonText, minified } from '../support/json-text.js';
import { forAll, Random } from '../support/random.js';

const FORMATS = ['rows', 'columns', 'text'] as const;
const USERS = JSON.stringify(
  Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, active: true })),
  null,
  2,
);

describe('crushJson', () => {
  it('writes rows by default, which is JSON of the same schema', () => {
    const { text, compressed, fidelity, skipped } = crushJson(USERS);
    expect({ compressed, fidelity, skipped }).toEqual({ compressed: true, fidelity: 'values', skipped: undefined });
    expect(text).toBe(JSON.stringify(JSON.parse(USERS)));
    expect(crushJson(USERS, { format: 'rows' }).text).toBe(text);
  });

  it('writes columns, which is JSON with each name once', () => {
    const { text } = crushJson(USERS, { format: 'columns' });
    expect(() => JSON.parse(text)).not.toThrow();
    expect(text.match(/"name"/g)).toHaveLength(1);
  });

  it('writes text, which is the shortest of the three', () => {
    const [rows, columns, text] = FORMATS.map((format) => crushJson(USERS, { format }).tokensAfter);
    expect(columns).toBeLessThan(rows!);
    expect(text).toBeLessThan(columns!);
  });

  it.each(FORMATS)('writes %s that expands to the input', async (format) => {
    const { text, fidelity } = crushJson(USERS, { format });
    const back = await expand(text);
    expect(fidelity === 'bytes' ? back : minified(back)).toBe(fidelity === 'bytes' ? USERS : minified(USERS));
  });

  it.each(FORMATS)('accepts bytes in %s, and returns bytes', (format) => {
    const ofText = crushJson(USERS, { format });
    const ofBytes = crushJson(Buffer.from(USERS), { format });
    expect(Buffer.from(ofBytes.bytes).toString()).toBe(ofText.text);
    expect(ofBytes.text).toBe(ofText.text);
    expect(Buffer.from(ofText.bytes).equals(ofBytes.bytes)).toBe(true);
    expect(ofBytes.tokensAfter).toBe(ofText.tokensAfter);
  });

  it('counts the saved tokens', () => {
    const result = crushJson(USERS, { format: 'text' });
    expect(result.tokensSaved).toBe(result.tokensBefore - result.tokensAfter);
    expect(result.compressionRatio).toBeCloseTo(result.tokensSaved / result.tokensBefore);
    expect(result.compressionRatio).toBeGreaterThan(0.5);
    expect(crushJson('').compressionRatio).toBe(0);
  });

  it('skips a short text, unless `minTokensToCrush` allows it', () => {
    const short = '[ {"a" : 1} , {"a" : 2} , {"a" : 3} , {"a" : 4} ]';
    expect(crushJson(short)).toMatchObject({ compressed: false, text: short, skipped: 'short', tokensSaved: 0 });
    expect(crushJson(short, { minTokensToCrush: 0 }).text).toBe(minified(short));
  });

  it.each([
    ['malformed', `${USERS}]`],
    ['too-deep', '['.repeat(5000) + ']'.repeat(5000)],
    ['nothing-found', JSON.stringify(JSON.parse(USERS))],
    ['lone-surrogate', `["\ud800"${' '.repeat(2000)}]`],
  ])('says why it skipped a text: %s', (skipped, text) => {
    expect(crushJson(text)).toMatchObject({ compressed: false, fidelity: 'bytes', skipped, text });
  });

  it('returns unchanged bytes as the same object', () => {
    const bytes = Buffer.from('[1,2]');
    expect(crushJson(bytes).bytes).toBe(bytes);
  });

  it('reads a view of a larger buffer within its bounds', () => {
    const framed = Buffer.from(`xxxx${USERS}yyyy`);
    expect(crushJson(framed.subarray(4, -4)).text).toBe(crushJson(USERS).text);
  });

  it('keeps the spelling of numbers, the order of keys, duplicates and escapes', () => {
    const text = `[${Array.from({ length: 30 }, (_, i) => `{"z": 1.0, "a": 1e5, "n": -0.0, "big": 123456789012345678901234567890, "huge": 1e400, "a": ${i}, "e": "\\u00e9\\ud800"}`).join(', ')}]`;
    expect(crushJson(text).text).toBe(minified(text));
  });

  it('writes every format of random JSON so that it expands', () =>
    forAll(async (random) => {
      const text = jsonText(random);
      for (const format of FORMATS) {
        const result = crushJson(text, { format, minTokensToCrush: 0 });
        expect(result.tokensAfter).toBeLessThanOrEqual(result.tokensBefore);
        if (!result.compressed) expect(result.text).toBe(text);
        const back = await expand(result.text);
        if (result.fidelity === 'bytes') expect(back, `${format}: ${result.text}`).toBe(text);
        else expect(minified(back), `${format}: ${result.text}`).toBe(minified(text));
      }
    }));
});

describe('JSON that looks like the output of crushJson', () => {
  const LOOK_ALIKES = [
    '{"$value":1,"a":2}',
    '[{"$columns":["a"],"$missing":"~","$rows":[[1]]}]',
    '{"$columns":["a"],"$missing":"~","$rows":[[1],[2]]}',
    '{"$value":{"$value":2}}',
    '"[json]1"',
    '"[table 1 rows: a]\\n1"',
    '["[json]1","[verbatim]","[table 1 rows: a]"]',
  ];

  it.each(FORMATS.flatMap((format) => LOOK_ALIKES.map((text) => [format, text] as const)))(
    'expands in %s: %s',
    async (format, text) => {
      expect(minified(await expand(crushJson(text, { format, minTokensToCrush: 0 }).text))).toBe(text);
    },
  );
});

describe('crushJsonAsync', () => {
  it('equals crushJson on random JSON', () =>
    forAll(async (random) => {
      const text = random.onceIn(5) ? jsonText(random).slice(0, -1 - random.below(3)) : jsonText(random);
      const input = random.onceIn(2) ? text : Buffer.from(text);
      const options = { format: random.pick(FORMATS), minTokensToCrush: random.pick([0, 200]) };
      const [sync, async] = [crushJson(input, options), await crushJsonAsync(input, options)];
      for (const field of ['text', 'compressed', 'fidelity', 'skipped', 'tokensBefore', 'tokensAfter'] as const)
        expect(async[field]).toBe(sync[field]);
      expect(Buffer.from(async.bytes).equals(sync.bytes)).toBe(true);
    }));

  it('copies bytes before the caller can change them', async () => {
    const bytes = Buffer.from(USERS);
    const pending = crushJsonAsync(bytes);
    bytes.fill(0x20);
    expect((await pending).text).toBe(crushJson(USERS).text);
    const skipped = Buffer.from('not JSON');
    const same = crushJsonAsync(skipped);
    skipped.fill(0x20);
    expect((await same).text).toBe('not JSON');
  });

  it('is rejected if its signal was aborted before', async () => {
    const reason = new Error('changed my mind');
    await expect(crushJsonAsync(USERS, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('is rejected if its signal aborts meanwhile', async () => {
    const controller = new AbortController();
    const pending = crushJsonAsync(`[${Array.from({ length: 200 }, () => USERS).join(',')}]`, {
      signal: controller.signal,
      format: 'text',
    });
    const reason = new Error('changed my mind');
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });

  it('works with a signal that never aborts', async () => {
    expect((await crushJsonAsync(USERS, { signal: new AbortController().signal })).compressed).toBe(true);
  });
});

it('most random JSON can be compressed', () => {
  let compressed = 0;
  for (let seed = 0; seed < 200; seed++)
    compressed += Number(crushJson(jsonText(new Random(seed)), { format: 'text', minTokensToCrush: 0 }).compressed);
  expect(compressed).toBeGreaterThan(100);
});
