import { describe, expect, it } from 'vitest';
import { Workplace } from './headroom.js';
import { CHAT, MESSAGES, NUMBERED, ROWS } from './samples.js';

const place = new Workplace();

/** JSON as Python writes it: ASCII, with a blank after `:` and `,`. */
const inAscii = (value: unknown): string =>
  JSON.stringify(value).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const log = Array.from(
  { length: 90 },
  (_, at) => `2031-05-01T10:00:${at % 60} INFO request ${at % 9} took ${at * 3} ms`,
).join('\r\n');

const inputs: Record<string, string | Uint8Array> = {
  'a text': log,
  'a text without a line end': 'one\ntwo',
  'a file with line numbers': NUMBERED,
  'a text that looks like ours': '[table 2 rows: a b]\n1 2\n3 4\n',
  'JSON with indentation': `${JSON.stringify({ page: 1, rows: ROWS }, null, 2)}\n`,
  'JSON without blanks': JSON.stringify(ROWS),
  'JSON lines': ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''),
  'JSON that ends too early': JSON.stringify(ROWS).slice(0, -9),
  'messages that end too early': JSON.stringify(MESSAGES).slice(0, -9),
  'a list of users, which have roles too': JSON.stringify(
    Array.from({ length: 30 }, (_, id) => ({ id, role: 'user', mail: `u${id}@example.org` })),
  ),
  'a list of messages': JSON.stringify(MESSAGES),
  'messages with indentation': `${JSON.stringify({ model: 'm', messages: MESSAGES, stream: true }, null, 4)}\n`,
  'messages in ASCII': inAscii({ messages: MESSAGES }),
  'OpenAI messages': JSON.stringify({ model: 'm', messages: CHAT, temperature: 0 }),
  'a request to OpenAI Responses': JSON.stringify({
    input: ['a', 'b'].flatMap((call_id) => [
      { type: 'function_call', call_id, name: 'read', arguments: '{"path":"total.rs"}' },
      { type: 'function_call_output', call_id, output: NUMBERED },
    ]),
    store: false,
  }),
  'a request to Gemini': `{"contents":[${['a', 'b'].map(() => `{"role":"model","parts":[{"function_call":{"name":"read","args":{"path":"total.rs"}}}]},{"role":"user","parts":[{"function_response":{"name":"read","response":{"output":${JSON.stringify(NUMBERED)}}}}]}`).join(', ')}],"x":1.0}`,
  'a request to Gemini with rows': `{"contents":[{"role":"model","parts":[{"functionCall":{"name":"list"}}]},{"role":"user","parts":[{"functionResponse":{"name":"list","response":{"output":${JSON.stringify(ROWS)}}}}]}]}`,
  'a request to Bedrock with rows, numbers and blanks that JSON.parse would change': `{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"a","content":[{"json":{"rows": ${JSON.stringify(ROWS).replaceAll(/"id":(\d+)/g, '"id": 1234567890123456789$1, "price":$1.0')}}}]}}]}]}`,
  'messages among numbers and keys that JSON.parse would change': `{ "temperature" : 1.0, "seed":12345678901234567890 , "x": {"2":0,"1":0}, "x":-0.0,\t"messages" :${JSON.stringify(MESSAGES)}\r\n}`,
  'a byte order mark': `\ufeff${JSON.stringify(ROWS)}`,
  'bytes that are no text': Uint8Array.of(0xff, 0xfe, 0, 0x61, 0x80, 10),
  nothing: '',
};

describe('compress | expand', () => {
  it.each(Object.entries(inputs))('restores %s', (_, input) => {
    const compressed = place.run(['compress'], input);
    expect(compressed.code).toBe(0);
    const expanded = place.run(['expand', '-'], compressed.stdout);
    expect(expanded.code).toBe(0);
    expect(expanded.stderr).toBe('');
    expect(expanded.stdout.equals(Buffer.from(input))).toBe(true);
  });

  it('makes rows of a structured result shorter', () => {
    const input = inputs['a request to Gemini with rows']!;
    const { stdout } = place.run(['compress'], input);
    expect(stdout.toString()).toContain('[structured]');
    expect(stdout.length * 2).toBeLessThan(input.length);
  });

  it.each([
    'a file with line numbers',
    'JSON with indentation',
    'JSON lines',
    'a list of messages',
    'messages in ASCII',
    'OpenAI messages',
    'a request to OpenAI Responses',
    'a request to Gemini',
  ])('makes %s much smaller', (name) => {
    const input = inputs[name]!;
    expect(place.run(['compress'], input).stdout.length).toBeLessThan(0.95 * input.length);
  });

  it.each(['bytes that are no text', 'nothing', 'a text without a line end'])('leaves %s unchanged', (name) => {
    expect(place.run(['compress', '-q'], inputs[name]).stdout.equals(Buffer.from(inputs[name]!))).toBe(true);
  });

  it('keeps ASCII output ASCII', () => {
    expect(place.run(['compress'], inputs['messages in ASCII']).stdout.every((byte) => byte < 0x80)).toBe(true);
  });

  it('reads and writes files', () => {
    const file = place.write('in.json', JSON.stringify(ROWS));
    expect(place.run(['compress', file, '-o', 'small.txt']).stdout).toHaveLength(0);
    expect(place.run(['expand', 'small.txt', '--output', 'out.json']).stdout).toHaveLength(0);
    expect(place.run(['expand', 'out.json']).stdout.toString()).toBe(JSON.stringify(ROWS));
  });
});
