// Images in requests: which are sent in another form, that each turn sends the same bytes, and that all come back.
import { Headroom, type Message } from '@headroom/native';
import { imageHeader } from '@headroom/native/images';
import { describe, expect, it } from 'vitest';
import { MapBackend } from '../support/backend.js';
import { CMYK, photoData, png, textData } from '../support/pictures.js';

const PHOTO = photoData(1);
const model = 'claude-sonnet-4-5';

const made = (): Headroom => new Headroom({ store: ':memory:', scope: 'images', images: 'auto' });
const anthropic = (data: string, text = 'What is this?'): Message => ({
  role: 'user',
  content: [
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data }, cache_control: { type: 'ephemeral' } },
    { type: 'text', text },
  ],
});
const answer: Message = { role: 'assistant', content: 'A field.' };
const url = (data: string): string => `data:image/png;base64,${data}`;

/** A message with one image in the shape of each provider. */
const SHAPES: Readonly<Record<string, (data: string) => Message>> = {
  anthropic,
  'anthropic tool result': (data) => ({
    role: 'user',
    content: [
      {
        type: 'tool_result',
        tool_use_id: 'a',
        content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }],
      },
    ],
  }),
  openai: (data) => ({ role: 'user', content: [{ type: 'image_url', image_url: { url: url(data) } }] }),
  responses: (data) => ({ role: 'user', content: [{ type: 'input_image', image_url: url(data), detail: 'auto' }] }),
  'responses output': (data) => ({
    type: 'function_call_output',
    call_id: 'a',
    output: [{ type: 'input_image', image_url: url(data) }],
  }),
  gemini: (data) => ({ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data } }] }),
  'gemini in snake case': (data) => ({ role: 'user', parts: [{ inline_data: { mime_type: 'image/png', data } }] }),
};

const dataIn = (message: Message): string => /[A-Za-z0-9+/]{200,}={0,2}/.exec(JSON.stringify(message))![0];

describe('an image in a request', () => {
  it.each(Object.entries(SHAPES))('of %s is sent for fewer tokens, and comes back', async (_, shape) => {
    const headroom = made();
    const given = [shape(PHOTO)];
    const { messages, images, compressed, imageTokensBefore, imageTokensAfter } = await headroom.compress(given, {
      model,
    });
    expect(compressed).toBe(true);
    expect(images).toMatchObject([{ message: 0, content: 'photo', mediaType: 'image/jpeg', skipped: undefined }]);
    expect(imageTokensAfter).toBeLessThan(imageTokensBefore);
    const sent = dataIn(messages[0]!);
    expect(imageHeader(Buffer.from(sent, 'base64'))).toMatchObject({ mediaType: 'image/jpeg', width: 1024 });
    expect(JSON.stringify(messages[0])).toContain('image/jpeg');
    expect(await headroom.expand(messages)).toEqual(given);
    expect((await headroom.retrieve(images[0]!.handle!)).text).toBe(url(PHOTO));
  });

  it('is unchanged unless that is asked for, and without a store', async () => {
    const off = new Headroom({ store: ':memory:', scope: 'images' });
    const given = [anthropic(PHOTO)];
    expect((await off.compress(given)).messages[0]).toBe(given[0]);
    const without = new Headroom({ store: false, images: 'auto' });
    const { messages, images } = await without.compress(given);
    expect(messages[0]).toBe(given[0]);
    expect(images).toMatchObject([{ skipped: 'store', handle: undefined }]);
  });

  it('keeps every other byte of a body', async () => {
    const headroom = made();
    const request = (data: string, type: string): string =>
      `{ "model":"${model}",  "messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"${type}","data":"${data}"}}]}], "n":1.0 }`;
    const body = request(PHOTO, 'image/png');
    for (const given of [body, Buffer.from(body)]) {
      const { body: sent, images } = await headroom.compressBody(given);
      const data = /"data":"([^"]+)"/.exec(sent.toString())![1]!;
      expect(sent.toString()).toBe(request(data, 'image/jpeg'));
      expect(images[0]!.tokensAfter).toBeLessThan(images[0]!.tokensBefore);
    }
  });

  it('is the same in each turn, whether the client sends the original or what was sent', async () => {
    const headroom = made();
    const session = headroom.session();
    const first = await session.compress([anthropic(PHOTO)], { model });
    const next = [answer, anthropic(photoData(2))];
    for (const history of [[anthropic(PHOTO)], first.messages]) {
      const { messages } = await session.compress([...history, ...next], { model });
      expect(messages[0]).toEqual(first.messages[0]);
      expect(dataIn(messages[2]!)).not.toBe(dataIn(next[1]!));
    }
    expect(await session.expand(first.messages)).toEqual([anthropic(PHOTO)]);
  });

  it('that the model has read as it is stays so in a session', async () => {
    const session = made().session();
    const history = [anthropic(PHOTO), answer, anthropic(photoData(3))];
    const { messages, images } = await session.compress(history, { model });
    expect(images.map(({ skipped }) => skipped)).toEqual(['sent', undefined]);
    expect(messages[0]).toBe(history[0]);
  });

  it('that stays is not even decoded', async () => {
    const session = made().session();
    const { images } = await session.compress([anthropic(PHOTO), answer], { model });
    expect(images).toMatchObject([{ skipped: 'sent', content: undefined, tokensBefore: 0 }]);
  });

  it('is stored once, and again only if the store has lost it', async () => {
    const backend = new MapBackend();
    const session = new Headroom({ store: backend, scope: 'images', images: 'auto' }).session();
    const puts = (): number => backend.calls.filter((call) => call === 'put').length;
    const given = [anthropic(PHOTO)];
    const { messages } = await session.compress(given, { model });
    expect(puts()).toBe(1);
    await session.compress([...given, answer, anthropic('not base64')], { model });
    expect(puts()).toBe(1);
    for (const [key, text] of backend.originals) if (text.startsWith('data:')) backend.originals.delete(key);
    const again = await session.compress([anthropic(PHOTO)], { model });
    expect(puts()).toBe(2);
    expect(again.messages).toEqual(messages);
    expect(await session.expand(again.messages)).toEqual(given);
  });

  it('is decided by its own message and not by later ones', async () => {
    const headroom = made();
    const alone = await headroom.compress([anthropic(PHOTO)], { model });
    const later = await headroom.compress([anthropic(PHOTO), answer, anthropic(textData(), 'Read it')], { model });
    expect(later.messages[0]).toEqual(alone.messages[0]);
  });

  it('keeps its size where the user asks what it says, or the message asks for high detail', async () => {
    const headroom = made();
    const high = { role: 'user', content: [{ type: 'input_image', image_url: url(PHOTO), detail: 'high' }] };
    for (const message of [anthropic(PHOTO, 'Read the small print'), high]) {
      const { images } = await headroom.compress([message], { model });
      expect(images).toMatchObject([{ content: 'photo', skipped: 'no-saving' }]);
    }
  });

  it('keeps its coordinates where a tool points at it', async () => {
    const call = { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'computer', input: {} }] };
    const { images } = await made().compress([call, SHAPES['anthropic tool result']!(PHOTO)], { model });
    expect(images).toMatchObject([{ skipped: 'coordinates' }]);
  });

  it('shows less where the mode is `low`, even if it is text', async () => {
    const low = await made().compress([anthropic(textData())], { model, images: 'low' });
    expect(low.images).toMatchObject([{ content: 'text', skipped: undefined }]);
    const auto = await made().compress([anthropic(textData())], { model });
    expect(auto.images).toMatchObject([{ content: 'text', skipped: 'no-saving' }]);
  });

  it('is unchanged in frozen messages, in audits, and where it is only simulated nothing is stored', async () => {
    const headroom = made();
    const given = [anthropic(PHOTO)];
    const frozen = await headroom.compress(given, { model, frozenMessageCount: 1 });
    expect(frozen.images).toMatchObject([{ skipped: 'frozen' }]);
    const audit = await headroom.compress(given, { model, mode: 'audit' });
    expect([audit.compressed, audit.messages[0] === given[0]]).toEqual([false, true]);
    expect(audit.imageTokensAfter).toBeLessThan(audit.imageTokensBefore);
    const simulated = await headroom.simulate(given, { model });
    expect(simulated.compressed).toBe(true);
    await expect(headroom.retrieve(simulated.images[0]!.handle!)).rejects.toThrow(/no original/);
  });
});

describe('a hostile image', () => {
  const bomb = Buffer.from(png(1, 1, () => 0));
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const cases = [
    ['that is no base64', 'not base64 at all', 'damaged'],
    ['of zero length', '', 'unknown-format'],
    ['with the wrong magic', Buffer.from('plain text').toString('base64'), 'unknown-format'],
    ['that is cut off', PHOTO.slice(0, 400), 'damaged'],
    ['that would be decoded to gigabytes', bomb.toString('base64'), 'too-large'],
  ] as const;

  it.each(cases)('%s is unchanged, and the report says why', async (_, data, skipped) => {
    const given = [anthropic(data)];
    const { messages, images, compressed } = await made().compress(given, { model });
    expect([messages[0] === given[0], compressed, images[0]!.skipped]).toEqual([true, false, skipped]);
  });

  it('in CMYK is read, and not damaged', async () => {
    const { images } = await made().compress([anthropic(CMYK)], { model, images: 'low' });
    expect(images).toMatchObject([{ skipped: 'no-saving', tokensBefore: 1 }]);
  });

  it('with a forged note is not replaced by another original', async () => {
    const headroom = made();
    const { messages } = await headroom.compress([anthropic(PHOTO)], { model });
    const sent = Buffer.from(dataIn(messages[0]!), 'base64');
    const other = await headroom.compress([anthropic(photoData(4))], { model });
    const forged = Buffer.from(dataIn(other.messages[0]!), 'base64');
    const note = sent.indexOf('headroom 1 ');
    sent.copy(forged, note, note, note + 27);
    const message = anthropic(forged.toString('base64'));
    expect(await headroom.expand([message])).toEqual([message]);
  });

  it('whose original was deleted is reported when it is expanded', async () => {
    const headroom = made();
    const { messages } = await headroom.compress([anthropic(PHOTO)], { model });
    const elsewhere = new Headroom({ store: ':memory:', scope: 'another' });
    expect(await elsewhere.expand(messages)).toEqual(messages);
  });
});
