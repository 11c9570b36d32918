import { constants } from 'node:buffer';
import { compress, compressBody, ConfigurationError, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const TABLE = JSON.stringify(
  (
    (await compress([{ role: 'user', content: [{ type: 'tool_result', content: ROWS }] }])).messages[0] as {
      content: { content: string }[];
    }
  ).content[0]!.content,
);
const RAW_ROWS = JSON.stringify(ROWS);
/** Tool results in some providers' shapes, as JSON text. */
const result = (text: string): string => `{"role":"user","content":[{"type":"tool_result","content":${text}}]}`;
const answer = (text: string): string =>
  `{ "parts" : [ {"functionResponse":{"name":"q","response":{"output":${text}}}} ] }`;
const item = (text: string): string => `{"type":"function_call_output","call_id":"c","output":${text}}`;

const BODIES: [string, (text: string) => string][] = [
  [
    'Anthropic',
    (text) =>
      `{"model":"m","max_tokens":1e3,"system":[{"type":"text","text":"\\u0041","cache_control":{"type":"ephemeral"}}],"messages":[${result(text)}],"x":1.50}`,
  ],
  ['OpenAI Chat', (text) => `{"messages":[{"role":"tool","tool_call_id":"c","content":${text}}],"n":1.0}`],
  ['OpenAI Responses', (text) => `{"input":[${item(text)}],"store":false}`],
  ['Gemini', (text) => `{"contents":[${answer(text)}],"generationConfig":{"topK":4e1}}`],
  ['Gemini, as one message', (text) => `{"contents":${answer(text)}}`],
  ['Gemini, wrapped', (text) => `{"project":"p","request":{"contents":[${answer(text)}]}}`],
  [
    'Bedrock',
    (text) =>
      `{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":${text}}]}}]}]}`,
  ],
  [
    'Vercel',
    (text) =>
      `{"messages":[{"role":"tool","content":[{"type":"tool-result","toolCallId":"c","toolName":"q","output":{"type":"text","value":${text}}}]}]}`,
  ],
  ['messages alone', (text) => ` [ ${result(text)} ]\n`],
];

describe('the body of a request', () => {
  it.each(BODIES)('has texts replaced and nothing else changed: %s', async (_, body) => {
    const sent = await compressBody(body(RAW_ROWS));
    expect(sent.body).toBe(body(TABLE));
    expect(sent).toMatchObject({
      skipped: undefined,
      compressed: true,
      tokensSaved: expect.any(Number),
      transformsApplied: ['json'],
    });
    const bytes = await compressBody(Buffer.from(body(RAW_ROWS)));
    expect(bytes.body).toBeInstanceOf(Uint8Array);
    expect(Buffer.from(bytes.body).toString()).toBe(body(TABLE));
    expect(bytes.blocks).toEqual(sent.blocks);
  });

  it('with duplicate keys has the last one changed', async () => {
    const twice = (text: string): string =>
      `{"messages":[],"messages":[{"role":"user","content":[{"type":"tool_result","content":${RAW_ROWS},"c\\u006fntent":${text}}]}]}`;
    expect((await compressBody(twice(RAW_ROWS))).body).toBe(twice(TABLE));
  });

  it('in ASCII stays in ASCII', async () => {
    const rows = JSON.stringify(JSON.parse(ROWS.replaceAll('user', 'üser')));
    const ascii = (text: string): string =>
      text.replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const { body } = await compressBody(`[${result(ascii(JSON.stringify(rows)))}]`);
    expect(body).toMatch(/^[\0-\x7f]*$/);
    expect(body).toContain('\\u00fcser');
    expect((await compressBody(`[${result(JSON.stringify(rows))}]`)).body).toContain('üser');
  });

  it('may be a view of a larger buffer', async () => {
    const own = Buffer.from(`[${result(RAW_ROWS)}]`);
    const larger = new Uint8Array(own.length + 20).fill(0xff);
    larger.set(own, 7);
    const { body } = await compressBody(larger.subarray(7, 7 + own.length));
    expect(Buffer.from(body).toString()).toBe(`[${result(TABLE)}]`);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['bytes that are not UTF-8', Buffer.from(`[${result('"\xff"')}]`, 'latin1'), 'not-utf8'],
    ['a surrogate encoded in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'not-utf8'],
    ['nothing', '', 'not-json'],
    ['JSON that is cut off', '{"messages":', 'not-json'],
    ['JSON behind a byte order mark', `\ufeff[${result(RAW_ROWS)}]`, 'not-json'],
    ['form data', 'model=m&messages=5', 'not-json'],
    ['null', 'null', 'unknown-shape'],
    ['a text', RAW_ROWS, 'unknown-shape'],
    ['an empty object', '{}', 'unknown-shape'],
    ['rows', ROWS, 'unknown-shape'],
    ['a request for another service', `{"model":"m","query":${RAW_ROWS}}`, 'unknown-shape'],
    ['messages in an unknown shape', '{"messages":[{"role":"narrator","content":"x"},5,null]}', 'unknown-shape'],
    ['messages of a wrong type', '{"messages":{"a":1},"input":5,"contents":null}', 'unknown-shape'],
    ['a batch of texts', '{"input":["a","b"]}', 'unknown-shape'],
  ])('is returned unchanged, with a reason, if it is %s', async (_, body, skipped) => {
    for (const own of typeof body === 'string' ? [body, Buffer.from(body)] : [body]) {
      const sent = await compressBody(own);
      expect(sent.body).toBe(own);
      expect(sent).toMatchObject({
        skipped,
        compressed: false,
        tokensBefore: 0,
        tokensAfter: 0,
        blocks: [],
        messages: [],
      });
    }
  });

  it('is returned unchanged if it is longer than a string can be', async () => {
    const zeros = Buffer.alloc(constants.MAX_STRING_LENGTH + 1);
    const sent = await compressBody(zeros);
    expect(sent.body === zeros).toBe(true);
    expect(sent.skipped).toBe('too-long');
  });

  it.each([
    `{"input":${RAW_ROWS}}`,
    `{"contents":${RAW_ROWS}}`,
    '{"messages":[]}',
    `{"messages":[{"role":"user","content":${RAW_ROWS}}]}`,
  ])('is returned unchanged if nothing can be compressed', async (body) => {
    const bytes = Buffer.from(body);
    expect(await compressBody(bytes)).toMatchObject({ skipped: undefined, compressed: false });
    expect((await compressBody(bytes)).body).toBe(bytes);
  });

  it('may be nested to any depth', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const body = (text: string): string => `{"x":${deep},"messages":[${result(text)}],"y":${deep}}`;
    expect((await compressBody(body(RAW_ROWS))).body === body(TABLE)).toBe(true);
    expect((await compressBody(deep)).skipped).toBe('unknown-shape');
    for (const key of ['request', 'additionalModelRequestFields', 'messages', 'x']) {
      const wrapped = `${`{"${key}":`.repeat(200_000)}{"messages":[]}${'}'.repeat(200_000)}`;
      expect((await compressBody(wrapped)).skipped).toBe('unknown-shape');
    }
  });
});

describe('references in a body', () => {
  const READ = (text: string): string =>
    `{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"Read","input":{"file_path":"a.rs"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":${text}}]}`;
  const body = (more: string): string =>
    `{${more}"messages":[${READ(JSON.stringify(SOURCE))},${READ(JSON.stringify(SOURCE))}]}`;

  it.each([
    '',
    '"truncation":"disabled",',
    '"context_management":{"edits":[]},',
    '"context_management":null,',
    '"context_management":{"edits":[{"type":"clear_thinking_20251015"}]},',
  ])('are made if the history stays: %s', async (more) => {
    expect((await compressBody(body(more))).body).toBe(
      `{${more}"messages":[${READ(JSON.stringify(SOURCE))},${READ('"[@ Read a.rs]"')}]}`,
    );
  });

  it.each([
    '"truncation":"auto",',
    '"context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]},',
    '"context_management":[{"type":"compaction","compact_threshold":1000}],',
    '"additionalModelRequestFields":{"context_management":{"edits":[{"type":"clear_tool_uses_20250919"}]}},',
  ])('are not made if the provider may drop earlier messages: %s', async (more) => {
    expect((await compressBody(body(more))).body).toBe(body(more));
    expect((await compressBody(body(more), { historyMayBeDropped: false })).compressed).toBe(true);
  });
});

describe('compressBody', () => {
  it('takes the options of compress, and counts requests', async () => {
    const headroom = new Headroom();
    const body = `[${result(RAW_ROWS)}]`;
    expect((await headroom.compressBody(body, { frozenMessageCount: 1 })).body).toBe(body);
    expect((await headroom.compressBody(body)).compressed).toBe(true);
    expect(headroom.stats().requests).toBe(2);
    const reason = new Error('enough');
    await expect(headroom.compressBody(body, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    headroom.close();
    await expect(headroom.compressBody(body)).rejects.toMatchObject({ code: 'closed' });
    await expect(headroom.compressBody('no JSON')).rejects.toMatchObject({ code: 'closed' });
  });

  it('rejects a value that is not a body, and unknown options', async () => {
    for (const wrong of [undefined, null, 5, {}, [1]])
      await expect(compressBody(wrong as never)).rejects.toBeInstanceOf(ConfigurationError);
    await expect(compressBody('{"messages":[],"truncation":"auto"}', null as never)).rejects.toBeInstanceOf(
      ConfigurationError,
    );
    await expect(compressBody('{}', { polcy: 'agent' } as never)).rejects.toMatchObject({
      code: 'configuration',
      nearest: 'policy',
    });
  });
});
