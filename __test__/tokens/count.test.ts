import { ConfigurationError, HeadroomError } from '@headroom/native';
import { countTokens, countTokensAsync, encodingOf } from '@headroom/native/tokens';
import { describe, expect, it } from 'vitest';
import { forAll } from '../support/random.js';
import { mixedText } from '../support/unicode.js';

const wrong = (of: unknown): never => of as never;

describe('countTokens', () => {
  it('counts by the encoding of the model, and without a model by o200k_base', () => {
    const text = 'Größenordnung 你好世界';
    expect(countTokens(text)).toBe(countTokens(text, 'o200k_base'));
    expect(countTokens(text, 'gpt-5')).toBe(countTokens(text, 'o200k_base'));
    expect(countTokens(text, 'gpt-4')).toBe(countTokens(text, 'cl100k_base'));
    expect(countTokens(text, 'gpt-4')).toBeGreaterThan(countTokens(text, 'gpt-5'));
    expect(countTokens('')).toBe(0);
    expect(countTokens('', 'claude-opus-4-8')).toBe(0);
  });

  it('estimates if the model has no published encoding', () => {
    const text = 'the words of a longer text '.repeat(100);
    for (const model of ['claude-sonnet-4-5', 'claude-opus-4-8', 'gemini-3-pro', 'some-model']) {
      const { exact, factor } = encodingOf(model);
      expect(exact).toBe(false);
      expect(countTokens(text, model)).toBe(Math.round(countTokens(text) * factor));
      expect(countTokens('a', model)).toBeGreaterThanOrEqual(1);
    }
  });

  it('counts special tokens as text', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(3);
    expect(countTokens('<|endoftext|>', 'cl100k_base')).toBeGreaterThan(3);
  });

  it('counts a lone surrogate as U+FFFD', () => {
    for (const text of ['\ud800', 'a\udc00b', '\udc00\ud800', `${'x'.repeat(100)}\ud83d`, '\ud83d\ud83d\ude00']) {
      expect(countTokens(text)).toBe(countTokens(text.toWellFormed()));
      expect(countTokens(text)).toBe(countTokens(new TextEncoder().encode(text)));
    }
  });

  it('reads a view of a larger buffer within its bounds', () => {
    expect(countTokens(Buffer.from('xxxxHello, worldyyyy').subarray(4, -4))).toBe(countTokens('Hello, world'));
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 5],
    ['an object', {}],
    ['an array', ['a']],
    ['a buffer', new ArrayBuffer(3)],
    ['an object with the prototype of Uint8Array', Object.create(Uint8Array.prototype)],
    ['a proxy', new Proxy(new Uint8Array(3), {})],
  ])('rejects %s as a text', async (_, text) => {
    expect(() => countTokens(wrong(text))).toThrow(HeadroomError);
    await expect(countTokensAsync(wrong(text))).rejects.toThrow(HeadroomError);
  });

  it.each([
    ['null', null],
    ['a number', 5],
    ['an object', {}],
    [
      'an object whose `toString` throws',
      {
        toString: () => {
          throw new Error('boo');
        },
      },
    ],
  ])('rejects %s as a model', async (_, model) => {
    expect(() => countTokens('a', wrong(model))).toThrow(ConfigurationError);
    await expect(countTokensAsync('a', wrong(model))).rejects.toMatchObject({ code: 'configuration', option: 'model' });
  });

  it.each([
    [[0xff], 0],
    [[0x61, 0xc3], 1],
    [[0x61, 0x62, 0xed, 0xa0, 0x80], 2],
  ])('says where the bytes %j are not UTF-8', async (bytes, at) => {
    const error = {
      name: 'TokenizationError',
      code: 'tokens/not-utf8',
      message: expect.stringContaining(`byte ${at} `) as string,
    };
    expect(() => countTokens(new Uint8Array(bytes))).toThrow(expect.objectContaining(error));
    await expect(countTokensAsync(new Uint8Array(bytes))).rejects.toMatchObject(error);
  });

  const MB = 1_000_000;
  const HOSTILE: [string, string][] = [
    ['one letter', 'a'.repeat(MB)],
    ['one letter, then another', `${'a'.repeat(MB)}b`],
    ['blanks', ' '.repeat(MB)],
    ['newlines', '\n'.repeat(MB)],
    ['digits', '1234567890'.repeat(MB / 10)],
    ['one ideograph', '文'.repeat(MB)],
    ['combining marks', '\u0301'.repeat(MB)],
    ['emoji sequences', '👩‍👩‍👧'.repeat(MB / 8)],
    ['words and Unicode blanks', 'word\u00a0other\u3000 x '.repeat(MB / 15)],
    ['no-break spaces', '\u00a0'.repeat(MB)],
    ['=', '='.repeat(MB)],
    ['NUL', '\0'.repeat(MB)],
    [
      'base64',
      Buffer.from(Uint32Array.from({ length: MB / 4 }, (_, at) => Math.imul(at, 2654435761)))
        .toString('base64')
        .replace(/[^a-z]/gi, 'x'),
    ],
    ['lone surrogates', '\ud800'.repeat(MB)],
    ['runs of one letter', `${'a'.repeat(999)}b`.repeat(MB / 1000)],
  ];

  it.each(HOSTILE)('counts a long text of %s in linear time', (_, text) => {
    for (const encoding of ['o200k_base', 'cl100k_base']) {
      const [half, whole] = [countTokens(text.slice(0, text.length / 2), encoding), countTokens(text, encoding)];
      expect(whole / half).toBeGreaterThan(1.9);
      expect(whole / half).toBeLessThan(2.1);
    }
  });
});

describe('countTokensAsync', () => {
  it('equals countTokens on random texts', () =>
    forAll(async (random) => {
      const text = mixedText(random);
      const model = random.pick([undefined, 'gpt-4', 'claude-opus-4-8', 'gemini-3-pro']);
      expect(await countTokensAsync(text, model)).toBe(countTokens(text, model));
      expect(await countTokensAsync(Buffer.from(text), model)).toBe(countTokens(text, model));
    }, 200));

  it('copies bytes before the caller can change them', async () => {
    const bytes = Buffer.from('Hello, world. '.repeat(1000));
    const pending = countTokensAsync(bytes);
    bytes.fill(0x20);
    expect(await pending).toBe(countTokens('Hello, world. '.repeat(1000)));
  });

  it('is rejected if its signal aborts, before or meanwhile', async () => {
    const reason = new Error('changed my mind');
    await expect(countTokensAsync('a', undefined, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const pending = countTokensAsync('a b c '.repeat(100_000), undefined, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });
});

describe('encodingOf', () => {
  const EXACT: Record<string, string[]> = {
    o200k_base: [
      'gpt-4o',
      'gpt-4o-mini-2024-07-18',
      'chatgpt-4o-latest',
      'gpt-4.1',
      'gpt-4.5-preview',
      'gpt-5',
      'gpt-5.6-codex',
      'gpt-6-astra',
      'gpt-oss-120b',
      'o1',
      'o3-mini',
      'o4-mini',
      'openai/gpt-5',
      'azure/o3',
      'ft:gpt-4o:acme',
      'us.openai.gpt-oss-20b-1:0',
      'GPT-5',
      'o200k_base',
    ],
    cl100k_base: [
      'gpt-4',
      'gpt-4-turbo',
      'gpt-4-1106-preview',
      'gpt-4-0125-preview',
      'gpt-3.5-turbo',
      'gpt-35-turbo',
      'openai/gpt-4',
      'text-embedding-3-small',
      'cl100k_base',
    ],
  };
  const OLDER = [
    'claude-2.1',
    'claude-instant-1.2',
    'anthropic.claude-v2:1',
    'claude-3-opus-20240229',
    'claude-3-5-sonnet-20241022',
    'claude-3.7-sonnet',
    'claude-opus-4-20250514',
    'claude-sonnet-4@20250514',
    'claude-opus-4',
    'claude-opus-4-1-20250805',
    'claude-sonnet-4-5',
    'anthropic/claude-sonnet-4.5',
    'us.anthropic.claude-haiku-4-5-20251001-v1:0',
    'claude-opus-4-6',
    'claude-sonnet-4.6',
    'claude-4-sonnet',
  ];
  const NEWER = [
    'claude-opus-4-7',
    'anthropic/claude-opus-4.8',
    'claude-opus-4-8-20260501',
    'claude-opus-5',
    'claude-sonnet-5-5',
    'claude-haiku-5',
    'claude-fable-5-1',
    'claude-mythos-5',
  ];

  it.each(Object.entries(EXACT).flatMap(([encoding, models]) => models.map((model) => [model, encoding])))(
    'is exact for %s',
    (model, encoding) => {
      expect(encodingOf(model)).toEqual({ encoding, exact: true, factor: 1, error: 0 });
    },
  );

  it('tells the two tokenizers of Claude apart', () => {
    const [older, newer] = [encodingOf(OLDER[0]), encodingOf(NEWER[0])];
    for (const model of OLDER) expect(encodingOf(model), model).toEqual(older);
    for (const model of NEWER) expect(encodingOf(model), model).toEqual(newer);
    expect(newer.factor).toBeGreaterThan(older.factor);
    for (const { exact, error } of [older, newer])
      expect({ exact, known: error > 0 && error < 0.2 }).toEqual({ exact: false, known: true });
  });

  it('estimates unknown models, with a large error', () => {
    for (const model of ['', 'gemin', 'llama-4-scout', 'deepseek-v3', 'mygpt-5', 'foo1', 'x'.repeat(1_000_000)]) {
      expect(encodingOf(model)).toMatchObject({ encoding: 'o200k_base', exact: false });
      expect(encodingOf(model).error).toBeGreaterThanOrEqual(0.25);
    }
  });
});
