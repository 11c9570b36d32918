// A long body is read without its long strings. The result must equal that of `JSON.parse` and a splice of the whole.
import { describe, expect, it } from 'vitest';
import { Skeleton } from '../../dist/src/headroom/skeleton.js';
import { compressBody } from '@headroom/native';
import { forAll, type Random } from '../support/random.js';

/** Limits so small that short samples have long strings. */
const LIMITS = { long: 6, chunk: 8, piece: 8 };
const TEXTS = [
  '',
  'short',
  'a longer text of words',
  'C:\\dir\\"quoted"\n\t',
  '日本語のテキスト',
  '\u{1f600}\u{1f600}',
  '\ud83d',
  ':',
  '", "x": "',
];

function value(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 3 : 5);
  if (kind < 2) return random.pick(TEXTS) + random.pick(TEXTS) + random.pick(TEXTS);
  if (kind === 2) return random.pick([null, true, 12.5, -0]);
  const inner = Array.from({ length: random.below(4) }, () => value(random, depth + 1));
  if (kind === 3) return inner;
  return Object.fromEntries(inner.map((own, at) => [random.pick([...TEXTS, '__proto__']) + at, own]));
}

/** JSON with blanks and unnecessary escapes. */
function spelled(random: Random, of: unknown): string {
  const text = JSON.stringify(of, null, random.below(2));
  return random.onceIn(2) ? text.replace(/[一-鿿]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`) : text;
}

/** The value with every text changed that `isChanged` chooses, and else the same objects. */
function changed(of: unknown, isChanged: (text: string) => boolean): unknown {
  if (typeof of === 'string') return isChanged(of) ? `changed: ${of}` : of;
  if (typeof of !== 'object' || of === null) return of;
  const entries = Object.entries(of).map(([key, own]) => [key, changed(own, isChanged)] as const);
  if (entries.every(([key, own]) => own === (of as Record<string, unknown>)[key])) return of;
  return Array.isArray(of) ? entries.map(([, own]) => own) : Object.fromEntries(entries);
}

describe('a document without its long strings', () => {
  it('has the value of the whole, and is written as the whole would be', async () => {
    await forAll(async (random) => {
      const source = spelled(random, value(random));
      const skeleton = await Skeleton.of(Buffer.from(source), LIMITS);
      expect(skeleton?.value).toEqual(JSON.parse(source));
      expect((await skeleton!.spliced(skeleton!.value)).toString()).toBe(source);
      const after = changed(skeleton!.value, (text) => text.length % 3 === 0);
      const output = (await skeleton!.spliced(after)).toString();
      expect(JSON.parse(output)).toEqual(after);
      if (/^[\0-\x7f]*$/.test(source)) expect(output).toMatch(/^[\0-\x7f]*$/);
    }, 400);
  });

  it('is read exactly where it is JSON', async () => {
    await forAll(async (random) => {
      const source = spelled(random, value(random));
      const at = random.below(source.length + 1);
      const broken =
        source.slice(0, at) + random.pick(['', '"', '\\', '\\u12', '}', '\n']) + source.slice(at + random.below(3));
      let isJson = true;
      try {
        JSON.parse(broken);
      } catch {
        isJson = false;
      }
      expect((await Skeleton.of(Buffer.from(broken), LIMITS)) !== undefined).toBe(isJson);
    }, 400);
  });

  it('gives the same bytes as a string does, for a body of megabytes', async () => {
    const row = (at: number): string => `{"id": ${at}, "host": "node-${at % 9}", "note": "größer"}`;
    const rows = `[${Array.from({ length: 30_000 }, (_, at) => row(at)).join(',\n')}]`;
    const body = JSON.stringify({
      model: 'claude-sonnet-5',
      messages: [
        { role: 'user', content: 'x'.repeat(100_000) },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: rows }] },
      ],
    });
    const [text, bytes] = [await compressBody(body), await compressBody(Buffer.from(body))];
    expect(bytes.compressed).toBe(true);
    expect(Buffer.from(bytes.body).equals(Buffer.from(text.body))).toBe(true);
  });
});
