// What of a structured result is sent as one text, and what is not.
import { readFileSync } from 'node:fs';
import { compress, compressBody, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { output } from '../support/texts.js';
import { Random } from '../support/random.js';
import { MARK, STRUCTURED } from '../support/structured.js';

const rows = Array.from({ length: 60 }, (_, id) => ({ id, name: `user ${id}`, role: 'reader', active: true }));
const log = Array.from({ length: 90 }, (_, at) => `2031-05-01T10:00:${at % 60} INFO request ${at % 9} took ${at} ms`);

/** Every form of our notation but that of structured results. */
const HEADERS = readFileSync('docs/notation.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `['))
  .flatMap((line) => [...line.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, header]) => header!.replaceAll('…', '9')))
  .filter((header) => !header.startsWith('[structured'));

/** A value as deep as that. */
function nested(depth: number): unknown {
  let value: unknown = rows;
  for (let level = 0; level < depth; level += 1) value = { value };
  return value;
}

const itself: Record<string, unknown> = { rows };
itself['itself'] = itself;
const sparse = { rows, list: new Array<number>(9) };
class Row {
  id = 1;
}

/** The response of Gemini in a message, the entry of Bedrock, or the value of the AI SDK. */
function resultIn(message: object): object {
  const [part] = (message as any).parts ?? (message as any).content;
  return part.functionResponse?.response ?? part.toolResult?.content[0] ?? part.output.value;
}

describe.each(Object.entries(STRUCTURED))('a structured result in the shape %s', (name, shape) => {
  it('is one text if that is shorter than its strings one by one', async () => {
    const messages = shape([{ rows, stdout: log.slice(0, 9).join('\n'), code: 0 }]);
    const { messages: sent, blocks, tokensBefore, tokensAfter } = await compress(messages);
    expect(JSON.stringify(sent)).toContain(JSON.stringify(MARK).slice(1, -1));
    expect(blocks[0]).toMatchObject({ role: 'result', kind: 'json' });
    expect(tokensAfter * 2).toBeLessThan(tokensBefore);
    expect(await expand(sent)).toStrictEqual(messages);
  });

  it.each(HEADERS)('stays structured if it has %s', async (header) => {
    const { messages: sent } = await compress(shape([{ rows, of: header }]));
    expect(JSON.stringify(sent)).not.toContain(JSON.stringify(MARK).slice(1, -1));
  });

  it.each<[string, unknown]>([
    ['has hardly anything but a text', { stdout: log.join('\n'), code: 0 }],
    ['has only texts', Object.fromEntries(log.map((line, at) => [`line ${at}`, line]))],
    ['is short', { rows: rows.slice(0, 2) }],
    ['is empty', {}],
    ['is very deep', nested(20)],
    ['is deeper than a stack', nested(20_000)],
    ['is very large', { rows: Array.from({ length: 40_000 }, (_, id) => ({ id })) }],
    ['contains itself', itself],
    ['has holes', sparse],
    ['has a date', { rows, at: new Date(0) }],
    ['has an instance of a class', { rows, of: new Row() }],
    ['has undefined fields', { rows, of: undefined }],
    ['has bytes', { rows, of: new Uint8Array(9) }],
    ['has numbers that JSON has not', { rows, of: [NaN, -0, Infinity] }],
    ['has a function for its JSON', { rows, toJSON: () => 'other' }],
    ['has a big number', { rows, of: 12n }],
    ['has our notation', { rows, of: '[9 rows left out: headroom_retrieve v4twfftvk5se1eca]' }],
  ])('stays structured if it %s', async (_, result) => {
    const messages = shape([result]);
    const { messages: sent } = await compress(messages);
    expect(Object.keys(resultIn(sent[1]!))).toEqual(Object.keys(resultIn(messages[1]!)));
  });

  it('stays unchanged if a profile skips its tool, or its message is frozen', async () => {
    const messages = shape([{ rows }]);
    for (const options of [
      { toolProfiles: [{ tool: 'query', mode: 'skip' as const }] },
      { frozenMessageCount: messages.length },
    ])
      expect((await compress(messages, options)).messages).toEqual(messages);
  });

  it('can be retrieved if rows of it are elided', async () => {
    const headroom = new Headroom({ store: ':memory:' });
    const many = Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id % 4}`, price: 1.5, active: true }));
    const messages = shape([{ result: many }, { many: many.map(({ name: text }) => text) }]);
    const { messages: sent, ccrHashes } = await headroom.compress(messages);
    expect(ccrHashes.length).toBeGreaterThan(0);
    const { text } = await headroom.retrieve(ccrHashes[0]!);
    expect(JSON.parse(text)).toEqual({ result: many });
    expect(await headroom.expand(sent)).toStrictEqual(messages);
    expect((await headroom.compress(sent)).messages).toStrictEqual(sent);
  });

  it('is written as it was in a body of megabytes', async () => {
    const random = new Random(1);
    const long = `${output(random)}x`.repeat(3000).slice(0, 70_000);
    const json = `{"note": ${JSON.stringify(long)}, "rows": [${rows.map(({ id }) => `{"id": ${id}.0, "big": 12345678901234567890, "text": "${'words '.repeat(40)}"}`).join(', ')}, ${JSON.stringify(Object.fromEntries(log.map((line, at) => [at, line.repeat(9)])))}]}`;
    const padding = shape([{ result: 'x'.repeat(1_200_000) }]);
    const list = name === 'gemini' ? 'contents' : 'messages';
    const bodyOf = (messages: object[]): Buffer =>
      Buffer.from(JSON.stringify({ [list]: messages }).replace('"@"', () => json));
    const short = await compressBody(bodyOf(shape(['@'])));
    const whole = await compressBody(bodyOf([...shape(['@']), ...padding]));
    const firstOf = ({ body }: { body: Buffer }): unknown =>
      (JSON.parse(body.toString()) as Record<string, unknown[]>)[list]!.slice(0, 2);
    expect(firstOf(whole)).toEqual(firstOf(short));
    expect(short.body.toString()).toContain(MARK.trim());
    expect(short.body.toString()).toContain('12345678901234567890');
  });
});

it('a response of Gemini stays structured if it is an error, or points to parts', async () => {
  for (const [response, more] of [
    [{ error: { rows } }, {}],
    [
      { rows, image: { $ref: 'a.png' } },
      { parts: [{ inlineData: { displayName: 'a.png', mimeType: 'image/png', data: 'iVBORw0KGgo=' } }] },
    ],
  ]) {
    const [call, answer] = STRUCTURED.gemini([response]) as [object, { parts: { functionResponse: object }[] }];
    Object.assign(answer.parts[0]!.functionResponse, more);
    expect((await compress([call, answer])).messages).toEqual([call, answer]);
  }
});

it('text beside a value of Bedrock, and a value beside text, stay where they are', async () => {
  const entry = { json: { rows }, text: 'a text' };
  const messages = [{ role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [entry] } }] }];
  expect((await compress(messages)).messages).toEqual(messages);
});
