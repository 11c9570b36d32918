// Images of text that become text: which do, that each turn sends the same, and that all come back.
import { Headroom, type Message, type Ocr } from '@headroom/native';
import { describe, expect, it, vi } from 'vitest';
import { MapBackend } from '../support/backend.js';
import { photoData, textData } from '../support/pictures.js';

const IMAGE = textData();
const model = 'claude-sonnet-4-5';
const url = (data: string): string => `data:image/png;base64,${data}`;
/** The engine would shorten it if it saw it. */
const READING = 'port 8080 is taken\n'.repeat(40).trim();
const MARK = { type: 'ephemeral' };

/** An OCR that counts its images. */
function reader(read: () => unknown = () => READING): { ocr: Ocr; count: () => number } {
  let images = 0;
  const ocr = async (): Promise<unknown> => {
    images += 1;
    return read();
  };
  return { ocr: ocr as Ocr, count: () => images };
}

const made = (ocr: Ocr = reader().ocr, store: object | string = ':memory:'): Headroom =>
  new Headroom({ store: store as ':memory:', scope: 'ocr', images: 'text', ocr });
const source = (data: string): object => ({ type: 'base64', media_type: 'image/png', data });
const anthropic = (data: string, text = 'What is this?'): Message => ({
  role: 'user',
  content: [
    { type: 'image', source: source(data), cache_control: MARK },
    { type: 'text', text },
  ],
});
const answer: Message = { role: 'assistant', content: 'A port.' };
const call: Message = { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Read', input: {} }] };

/** A message with one image in the shape of each provider, and the block with its text. */
const SHAPES: Readonly<Record<string, readonly [Message, (text: string) => object]>> = {
  anthropic: [anthropic(IMAGE), (text) => ({ type: 'text', text, cache_control: MARK })],
  'anthropic tool result': [
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'image', source: source(IMAGE) }] }],
    },
    (text) => ({ type: 'text', text }),
  ],
  openai: [
    { role: 'user', content: [{ type: 'image_url', image_url: { url: url(IMAGE), detail: 'auto' } }] },
    (text) => ({ type: 'text', text }),
  ],
  responses: [
    { role: 'user', content: [{ detail: 'auto', type: 'input_image', image_url: url(IMAGE) }] },
    (text) => ({ type: 'input_text', text }),
  ],
  'responses output': [
    { type: 'function_call_output', call_id: 'a', output: [{ type: 'input_image', image_url: url(IMAGE) }] },
    (text) => ({ type: 'input_text', text }),
  ],
  gemini: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: IMAGE } }] }, (text) => ({ text })],
  'gemini in snake case': [
    { role: 'user', parts: [{ inline_data: { mime_type: 'image/png', data: IMAGE } }] },
    (text) => ({ text }),
  ],
};

/** The only block in a message that has the text of an image. */
function textBlock(message: unknown): { text: string } {
  const blocks: object[] = [];
  JSON.stringify(message, (_, value) => {
    if (typeof value?.text === 'string' && value.text.startsWith('[text of the image ')) blocks.push(value);
    return value;
  });
  expect(blocks).toHaveLength(1);
  return blocks[0] as { text: string };
}

describe('an image of text', () => {
  it.each(Object.entries(SHAPES))('of %s becomes text, and comes back', async (_, [message, block]) => {
    const headroom = made();
    const { messages, images, compressed } = await headroom.compress([message], { model });
    expect(images).toMatchObject([{ content: 'text', mediaType: 'text/plain', ocr: 'read', skipped: undefined }]);
    expect([compressed, images[0]!.tokensAfter < images[0]!.tokensBefore]).toEqual([true, true]);
    const sent = textBlock(messages[0]);
    expect(sent).toEqual(block(sent.text));
    expect(sent.text).toBe(`[text of the image ${images[0]!.handle}, read by OCR]\n${READING}`);
    expect((await headroom.compress(messages, { model })).messages).toEqual(messages);
    expect(await headroom.expand(messages)).toEqual([message]);
    expect(await headroom.session().expand(messages)).toEqual([message]);
    expect((await headroom.retrieve(images[0]!.handle!)).text).toContain(IMAGE);
  });

  it.each(Object.entries(SHAPES))('of %s keeps every other byte of a body', async (_, [message]) => {
    const list = 'parts' in message ? 'contents' : 'type' in message ? 'input' : 'messages';
    const body = `{ "model":"${model}",  "${list}":[ ${JSON.stringify(message)} ], "n":1.0 }`;
    const long = body.replace('"n":1.0', `"n":1.0, "x": "${'é'.repeat(1 << 20)}"`);
    for (const given of [body, Buffer.from(body), Buffer.from(long)]) {
      const { body: sent, messages } = await made().compressBody(given);
      const start = `{ "model":"${model}",  "${list}":[ ${JSON.stringify(messages[0])} ], "n":1.0`;
      expect(sent.toString()).toBe(start + given.toString().slice(given.toString().indexOf('"n":1.0') + 7));
    }
  });

  it('is read once, and is the same in each turn, whether the client sends the image or its text', async () => {
    let images = 0;
    const { ocr, count } = reader(() => `reading ${(images += 1)}`);
    const headroom = made(ocr);
    const session = headroom.session();
    const first = await session.compress([anthropic(IMAGE)], { model });
    const rows = JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, text: 'reading 1', state: 'open' })));
    const result = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: rows }] };
    const histories = [[anthropic(IMAGE)], first.messages].map((start) => [...start, answer, call, result]);
    const turns = await Promise.all(histories.map((history) => session.compress(history, { model })));
    expect(turns[0]!.messages).toEqual(turns[1]!.messages);
    expect(turns[0]!.messages[0]).toEqual(first.messages[0]);
    expect(JSON.stringify(turns[0]!.messages[3])).not.toContain('state":"open","id"');
    for (const history of histories)
      expect((await headroom.compress(history, { model })).messages[0]).toEqual(first.messages[0]);
    expect(count()).toBe(1);
    expect(await session.expand(turns[0]!.messages)).toEqual(histories[0]);
  });

  it('is sent as the model has read it, also after a restart, if the OCR reads something else then, or was added later', async () => {
    const store = new MapBackend();
    const history = [anthropic(IMAGE), answer, anthropic(textData(1))];
    const before = await made(reader().ocr, store)
      .session()
      .compress([anthropic(IMAGE)], { model });
    const same = await made(reader().ocr, store).session().compress(history, { model });
    expect(same.messages[0]).toEqual(before.messages[0]);
    const other = await made(reader(() => 'something else').ocr, store)
      .session()
      .compress(history, { model });
    expect([other.messages[0] === history[0], other.images[0]!.skipped]).toEqual([true, 'sent']);
    const later = reader();
    const added = await made(later.ocr).session().compress(history, { model });
    expect(added.images).toMatchObject([{ skipped: 'sent' }, { ocr: 'read' }]);
    expect(later.count()).toBe(1);
  });

  const pictures: readonly (readonly [string, Message])[] = [
    ['where the user asks how it looks', anthropic(IMAGE, 'Which colour has the button?')],
    [
      'where the message asks for high detail',
      { role: 'user', content: [{ type: 'input_image', image_url: url(IMAGE), detail: 'high' }] },
    ],
    [
      'whose block has a field that a text cannot have',
      { role: 'user', content: [{ type: 'image', source: source(IMAGE), title: 'a' }] },
    ],
    [
      'in a result of Gemini, which has images only',
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'shot', parts: [{ inlineData: { mimeType: 'image/png', data: IMAGE } }] } },
        ],
      },
    ],
  ];
  it.each(pictures)('stays a picture %s', async (_, message) => {
    const { ocr, count } = reader();
    const { images } = await made(ocr).compress([message], { model });
    expect([images.length, images[0]!.mediaType, images[0]!.ocr, count()]).toEqual([1, undefined, undefined, 0]);
  });

  it('stays a picture if it is a photo', async () => {
    const { ocr, count } = reader();
    const { images } = await made(ocr).compress([anthropic(photoData(1))], { model });
    expect([images[0]!.mediaType, count()]).toEqual(['image/jpeg', 0]);
  });
});

describe('an OCR', () => {
  const lapses: readonly (readonly [string, string, () => unknown])[] = [
    [
      'that throws',
      'failed',
      () => {
        throw new Error('out of paper');
      },
    ],
    ['that gives no text', 'failed', () => undefined],
    ['that gives another type', 'failed', () => ({ text: 7 })],
    ['that gives a confidence that is no number', 'failed', () => ({ text: 'a', confidence: '99' })],
    ['that is not sure', 'unsure', () => ({ text: 'a', confidence: 84 })],
    ['whose confidence is not a number at all', 'unsure', () => ({ text: 'a', confidence: Number.NaN })],
    ['that reads blanks only', 'unsure', () => ' \n\u0000 '],
    ['that reads more than any image has', 'unsure', () => 'a '.repeat(1 << 16)],
    ['whose text costs more than the image', 'no-saving', () => 'many words '.repeat(2000)],
  ];
  it.each(lapses)('%s leaves the picture, and is not asked again', async (_, ocr, read) => {
    const own = reader(read);
    const headroom = made(own.ocr);
    const given = [anthropic(IMAGE)];
    for (const _ of [1, 2]) {
      const { messages, images } = await headroom.compress(given, { model });
      expect([messages[0] === given[0], images[0]!.ocr, images[0]!.skipped]).toEqual([true, ocr, 'no-saving']);
    }
    expect(own.count()).toBe(1);
  });

  it('is told when its time is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let isTold = false;
    const headroom = made((_, { signal }) => {
      signal.addEventListener('abort', () => (isTold = true));
      queueMicrotask(() => vi.advanceTimersByTime(10_000));
      return new Promise(() => undefined);
    });
    const { images } = await headroom.compress([anthropic(IMAGE)], { model });
    vi.useRealTimers();
    expect([isTold, images[0]!.ocr]).toEqual([true, 'failed']);
  });

  it('cannot write text that no provider takes', async () => {
    const { messages } = await made(reader(() => '\ud800a\u0007b\u200b\tc').ocr).compress([anthropic(IMAGE)], {
      model,
    });
    expect(textBlock(messages[0]).text).toMatch(/\nab\tc$/);
  });

  it('changes nothing for a forged marker, which only keeps its text from being compressed', async () => {
    const headroom = made();
    const { messages } = await headroom.compress([anthropic(IMAGE)], { model });
    const { text } = textBlock(messages[0]);
    const forged = { role: 'user', content: [{ type: 'text', text: `${text}!` }] };
    expect(await headroom.expand([forged])).toEqual([forged]);
    const elsewhere = new Headroom({ store: ':memory:', scope: 'another' });
    expect(await elsewhere.expand(messages)).toEqual(messages);
  });
});
