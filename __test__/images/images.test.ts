// Pictures: what they cost, and forms that cost less.
import { HeadroomError } from '@headroom/native';
import { imageHeader, imageTokens, optimizeImage, type ImageMode } from '@headroom/native/images';
import { describe, expect, it } from 'vitest';
import { png } from '../support/pictures.js';

const photo = png(1600, 1200, (x, y) => ((x * 180) / 1600 + (y * 60) / 1200 + ((x * 7919 + y * 104_729) % 7)) | 0);
const text = png(900, 700, (x, y) => (y % 16 < 10 && (x * 31 + y * 17) % 5 === 0 ? 0 : 255));

describe('a picture', () => {
  it('costs what the provider of the model says', () => {
    const size = { width: 1024, height: 1024 };
    expect(imageTokens({ ...size, model: 'gpt-4o' })).toBe(765);
    expect(imageTokens({ ...size, model: 'gpt-4o', detail: 'low' })).toBe(85);
    expect(imageTokens({ width: 1000, height: 1000, model: 'claude-sonnet-4-5' })).toBe(1334);
    expect(imageTokens({ width: 768, height: 768, model: 'gemini-2.5-flash' })).toBe(4 * 258);
    expect(() => imageTokens({ width: 0, height: 1 })).toThrow(/`width`/);
  });

  it('has a header that is read without decoding it', () => {
    expect(imageHeader(photo)).toEqual({ mediaType: 'image/png', width: 1600, height: 1200, animated: false });
  });

  it('is sent for less if it is a photo', async () => {
    const done = await optimizeImage(photo, { model: 'claude-sonnet-4-5' });
    expect(done).toMatchObject({ changed: true, content: 'photo', mediaType: 'image/jpeg', width: 1024, height: 768 });
    expect(done.tokensAfter).toBeLessThan(done.tokensBefore);
    expect(imageHeader(done.bytes)).toMatchObject({ width: 1024, height: 768 });
  });

  it('keeps its pixels if it is text, unless low detail is asked for', async () => {
    for (const mode of ['auto', 'downscale', 'transcode', 'preserve'] satisfies ImageMode[]) {
      const done = await optimizeImage(text, { mode, model: 'claude-sonnet-4-5' });
      expect([done.changed, done.bytes === text]).toEqual([false, true]);
    }
    const low = await optimizeImage(text, { mode: 'low', model: 'claude-sonnet-4-5' });
    expect(low).toMatchObject({ changed: true, content: 'text', width: 512 });
    expect(await optimizeImage(text, { mode: 'low', model: 'gpt-4o' })).toMatchObject({
      changed: false,
      detail: 'low',
    });
  });

  it('that cannot be read is an error with a code', async () => {
    const bomb = png(1, 1, () => 0);
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    for (const [bytes, code] of [
      [new Uint8Array(0), 'image/unknown-format'],
      [photo.slice(0, 20), 'image/damaged'],
      [photo.slice(0, 300), 'image/damaged'],
      [bomb, 'image/too-large'],
    ] as const) {
      const error: unknown = await optimizeImage(bytes).catch((thrown: unknown) => thrown);
      expect(HeadroomError.isInstance(error) && error.code).toBe(code);
    }
  });
});
