// Texts that look like JSON but are not, odd characters, and ambiguous JSON.
import { compress, crushJson, crushJsonAsync, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import type { Messages } from '../support/conversation.js';
import { minified } from '../support/json-text.js';
import { expectSame } from '../support/messages.js';
import { ROWS } from '../support/samples.js';

const FORMATS = ['rows', 'columns', 'text'] as const;
const ALL = { minTokensToCrush: 0 };

const asResults = (...texts: string[]): Messages =>
  texts.flatMap((content, at) => [
    { role: 'assistant', content: [{ type: 'tool_use', id: `t${at}`, name: 'query', input: { id: String(at) } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${at}`, content }] },
  ]);

async function expectBack(messages: Messages): Promise<void> {
  const sent = await compress(messages);
  expectSame((await expand(sent.messages)) as Messages, messages, sent.blocks);
}

const SAMPLE = `{"a é": [1, -2.5e3, true, null, "x\\"y\\u00e9\\\\"], "🙂": {"b": [], "c": {}}, "rows": [{"n": 1, "m": "x"}, {"n": 2, "m": "x"}, {"n": 3}]}`;

describe('a text that is not JSON', () => {
  it.each(FORMATS)('because it was cut off anywhere is returned unchanged: %s', async (format) => {
    for (let end = 0; end < SAMPLE.length; end++) {
      const cut = SAMPLE.slice(0, end);
      expect(crushJson(cut, { ...ALL, format })).toMatchObject({ compressed: false, text: cut });
      const bytes = Buffer.from(SAMPLE).subarray(0, end);
      expect(crushJson(bytes, { ...ALL, format }).bytes).toBe(bytes);
      expect((await crushJsonAsync(cut, { ...ALL, format })).text).toBe(cut);
    }
  });

  it('because it was cut off anywhere is restored from a tool result', async () => {
    for (let end = 0; end < SAMPLE.length; end++)
      await expectBack(asResults(SAMPLE.slice(0, end), `${SAMPLE.slice(0, end)}\n${ROWS.slice(0, ROWS.length - end)}`));
  });

  it.each([
    '',
    ' ',
    'plain text',
    '<a href="x">[1]</a>',
    "{'a': 1}",
    '{a: 1}',
    '[1, 2,]',
    '[1 2]',
    'NaN',
    '[NaN]',
    '[Infinity]',
    '[0x1]',
    '[01]',
    '[1.]',
    '[.5]',
    '[+1]',
    '// c\n[1]',
    '[1]\n[2]',
    'undefined',
    '\ufeff[1]',
    '[1]\u0000',
    '\u0000',
    '[\u00a01]',
  ])('is returned unchanged: %j', (text) => {
    for (const format of FORMATS) {
      expect(crushJson(text, { ...ALL, format })).toMatchObject({ compressed: false, text });
      expect(crushJson(Buffer.from(text), { ...ALL, format }).text).toBe(
        new TextDecoder('utf-8').decode(Buffer.from(text)),
      );
    }
  });
});

describe('a text with odd characters', () => {
  const ODD: [string, string][] = [
    ['NUL', 'a\u0000b'],
    ['a byte order mark', '\ufeffa'],
    ['line separators', 'a\u2028b\u2029c\u0085d'],
    ['a lone high surrogate', 'a \ud800 b'],
    ['a lone low surrogate', '\udc00'],
    ['pairs', '🙂👩‍👩‍👧'],
    ['escape codes', '\u001b[31mred\u001b[0m'],
    ['carriage returns', 'a\rb\r\nc\n\rd'],
    ['private-use characters', '\ue000\u{10ffff}'],
    ['right-to-left marks', '\u202eabc\u202c'],
    ['Unicode blanks', '\u00a0\u3000\u200b'],
  ];

  it.each(ODD)('keeps them: %s', async (_, odd) => {
    const lines = Array.from({ length: 30 }, (__, line) => `${line}: ${odd} and text ${line * 7}`).join('\n');
    await expectBack(asResults(lines, lines, `${lines}\n${odd}`, odd.repeat(50), odd.repeat(50)));
    const rows = JSON.stringify(
      Array.from({ length: 30 }, (__, id) => ({ id, [odd]: odd, name: `${odd} ${id}` })),
      null,
      1,
    );
    await expectBack(asResults(rows, rows));
    for (const format of FORMATS) {
      const result = crushJson(rows, { ...ALL, format });
      expect(result.compressed).toBe(true);
      expect(minified(await expand(result.text))).toBe(minified(rows));
    }
  });

  it('in invalid UTF-8 is returned byte for byte', async () => {
    const rows = Buffer.from(JSON.stringify(JSON.parse(ROWS), null, 2));
    for (const bad of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]]) {
      const bytes = new Uint8Array(Buffer.concat([rows.subarray(0, 20), Buffer.from(bad), rows.subarray(20)]));
      const before = bytes.slice();
      for (const format of FORMATS) {
        const result = crushJson(bytes, { ...ALL, format });
        expect(result).toMatchObject({ compressed: false, skipped: 'malformed' });
        expect(result.bytes).toBe(bytes);
        expect((await crushJsonAsync(bytes, { ...ALL, format })).bytes).toEqual(before);
      }
    }
  });

  it('in UTF-16 is returned byte for byte', () => {
    for (const order of ['\ufeff[1]', '[1, 2]']) {
      const bytes = Buffer.from(order, 'utf16le');
      expect(crushJson(bytes, ALL).bytes).toBe(bytes);
    }
  });
});

describe('JSON that parsers read differently', () => {
  const ROWS_OF = (row: string) => `[${Array.from({ length: 30 }, () => row).join(', ')}]`;

  it.each([
    ['duplicate keys', '{"a": 1, "a": 2, "b": {"a": 3, "a": 3}, "a": 1}'],
    [
      'keys that could pollute prototypes',
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "toString": 1, "hasOwnProperty": null}',
    ],
    [
      'numbers that do not fit in a double',
      '{"a": 1e400, "b": -1e-400, "c": 123456789012345678901234567890, "d": 0.1000, "e": -0.0, "f": 1E+02}',
    ],
    ['empty and blank keys', '{"": 1, " ": 2, "\\t": 3, "\\u0000": 4}'],
    ['words for missing values', '{"a": null, "b": "", "c": "null", "d": "~", "e": [], "f": {}, "g": "^"}'],
    ['unnecessary escapes', '{"a": "\\u0041\\/\\u00e9\\ud83d\\ude42\\ud800", "\\u0061": 1}'],
    [
      'JSON in strings',
      '{"a": "[1, 2, {\\"b\\": \\"c\\"}]", "b": "{\\"x\\": 1}", "c": "[json]1", "d": "[table 2 rows: a]"}',
    ],
    ['numeric keys', '{"0": "a", "1": "b", "10": "c", "-1": "d", "1.0": "e"}'],
  ])('keeps %s', async (_, row) => {
    const text = ROWS_OF(row);
    for (const format of FORMATS) {
      const result = crushJson(text, { ...ALL, format });
      expect(result.compressed, format).toBe(true);
      expect(minified(await expand(result.text)), format).toBe(minified(text));
    }
    await expectBack(asResults(text, text));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never pollutes prototypes', async () => {
    const message = JSON.parse(
      '{"role":"user","__proto__":{"polluted":true},"content":[{"type":"tool_result","tool_use_id":"__proto__","content":"x"}]}',
    );
    const messages = [
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: '__proto__', name: 'constructor', input: JSON.parse('{"__proto__":{"path":"a"}}') },
        ],
      },
      message,
    ];
    expect((await compress(messages)).messages).toEqual(messages);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['path']).toBeUndefined();
  });
});
