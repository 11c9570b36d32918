// Sizes and depths at which parsers crash, hang or exhaust memory.
import { compress, crushJson, crushJsonAsync, detect, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../support/conversation.js';
import { minified } from '../support/json-text.js';
import { SOURCE } from '../support/samples.js';

const FORMATS = ['rows', 'columns', 'text'] as const;
const MB = 1_000_000;

const asResult = (text: string, id = 'a'): Messages => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'query', input: { id: '1' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
];

/** Asserts that two large texts are equal, without printing them if they are not. */
function expectEqual(actual: string | Uint8Array, expected: string | Uint8Array): void {
  expect(Buffer.compare(Buffer.from(actual as string), Buffer.from(expected as string)), 'the texts are equal').toBe(0);
}

describe.each([100_000, 1_000_000])('depth %d', (depth) => {
  const NESTED: [string, string][] = [
    ['arrays', '['.repeat(depth) + ']'.repeat(depth)],
    ['objects', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['both', `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`],
    ['unclosed arrays', '['.repeat(depth)],
    ['unclosed objects', '{"a":'.repeat(depth)],
  ];

  it.each(NESTED)('of %s is returned unchanged', async (_, text) => {
    for (const format of FORMATS) {
      expect(crushJson(text, { format, minTokensToCrush: 0 })).toMatchObject({
        compressed: false,
        skipped: 'too-deep',
      });
      expect(crushJson(Buffer.from(text), { format, minTokensToCrush: 0 }).compressed).toBe(false);
    }
    expect((await crushJsonAsync(text)).compressed).toBe(false);
    expect(detect(text).kind).toBe('text');
    expectEqual(await expand(text), text);
    const sent = await compress(asResult(text));
    expect(sent.compressed).toBe(false);
  });

  it.each([
    '[json]',
    '[json]{a:',
    '[table 1 rows: a(',
    '&a ',
    '[table 1 rows: a]\n',
    '[lines 1→9]\n',
    '[@ ',
    '[verbatim]\n',
    '[crlf]\n',
    '{"$value":',
    '{"$columns":[',
  ])('of our own %j is restored', async (mark) => {
    const text = mark.repeat(depth / 10);
    const messages = asResult(text);
    const sent = await compress(messages);
    const back = (await expand(sent.messages)) as typeof messages;
    if (sent.blocks.at(-1)!.skipped === 'already-compressed') expect(sent.messages).toEqual(messages);
    else expect(JSON.stringify(back) === JSON.stringify(messages), 'it is restored').toBe(true);
    expect(typeof (await expand(text))).toBe('string');
  });
});

describe('size', () => {
  it('an array of 100 MB loses only its blanks', () => {
    const rows: string[] = [];
    for (let id = 0, size = 0; size < 100 * MB; size += rows.at(-1)!.length + 2)
      rows.push(`{ "id": ${id++}, "name": "user ${id}", "tags": [ "a", "b c" ], "score": 1.50 }`);
    const bytes = Buffer.from(`[${rows.join(', ')}]`);
    const expected = Buffer.from(`[${rows.map((row) => row.replace(/([{}[\]:,]) | (?=[}\]])/g, '$1')).join(',')}]`);
    expect(bytes.length).toBeGreaterThan(100 * MB);
    const result = crushJson(bytes, { format: 'rows' });
    expect(result).toMatchObject({ compressed: true, fidelity: 'values' });
    expectEqual(result.bytes, expected);
  });

  it('a line of 50 MB is restored, and sent once', async () => {
    const line = SOURCE.replaceAll('\n', ' ').repeat(Math.ceil((50 * MB) / SOURCE.length));
    const messages = [...asResult(line, 'a'), ...asResult(line, 'b')];
    const sent = await compress(messages);
    expect(sent.tokensAfter).toBeLessThan(sent.tokensBefore * 0.6);
    const back = (await expand(sent.messages)) as { content: { content: string }[] }[];
    for (const at of [1, 3]) expectEqual(back[at]!.content[0]!.content, line);
  });

  it('a million keys keep their order and values', async () => {
    const text = `{${Array.from({ length: MB }, (_, key) => `"key_${(key * 7919) % MB}": ${key}`).join(', ')}}`;
    for (const format of FORMATS) {
      const result = crushJson(text, { format });
      const back = await expand(result.text);
      if (result.fidelity === 'bytes') expectEqual(back, text);
      else expectEqual(minified(back), text.replaceAll(', ', ',').replaceAll(': ', ':'));
    }
    expect(crushJson(text).compressed).toBe(true);
  });

  it('a string of 20 MB in JSON keeps every character', async () => {
    const text = `[ { "text" : ${JSON.stringify('naïve "quoted" 日本語 🙂 \n'.repeat(MB / 2))} } ]`;
    for (const format of FORMATS)
      expectEqual(minified(await expand(crushJson(text, { format }).text)), `[{"text":${text.slice(13, -4)}}]`);
    const back = (await expand((await compress(asResult(text))).messages)) as { content: { content: string }[] }[];
    expectEqual(back[1]!.content[0]!.content, text);
  });

  it('10,000 messages are restored', async () => {
    const messages = Array.from({ length: 2500 }, (_, turn) => [
      ...asResult(`${SOURCE.slice(0, 200 + (turn % 300))} ${turn % 17}`, `t${turn}`),
      { role: 'assistant', content: `Turn ${turn}.` },
      { role: 'user', content: 'Go on.' },
    ]).flat();
    expect(messages).toHaveLength(10_000);
    const sent = await compress(messages);
    expect(sent.compressed).toBe(true);
    expect(await expand(sent.messages)).toEqual(messages);
  });

  it('a block that occurs 10,000 times is sent once', async () => {
    const block = SOURCE.slice(0, 2000);
    const messages = Array.from({ length: 10_000 }, (_, turn) => asResult(block, `t${turn}`)).flat();
    const sent = await compress(messages);
    expect(sent.tokensAfter).toBeLessThan(sent.tokensBefore / 20);
    expect(await expand(sent.messages)).toEqual(messages);
  });
});
