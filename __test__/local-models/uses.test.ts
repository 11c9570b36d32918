// Where models are used: documents by meaning, and prose with fewer words. The models here are stand-ins.
import { Headroom, type Embedder, type Shortener } from '@headroom/native';
import { describe, expect, it } from 'vitest';

/** Says that two texts mean the same if they are about the same animal. */
const ANIMALS = [/cat|feline/i, /dog|hound/i];
const embedder: Embedder = {
  embed: async (texts) =>
    texts.map((text) => {
      const at = ANIMALS.findIndex((own) => own.test(text));
      return Float32Array.from({ length: 3 }, (_, component) => Number(component === (at < 0 ? 2 : at)));
    }),
};
const DOCUMENTS = [
  'The price of paper rose in the last week of March.',
  'Felines rest for two thirds of each day.',
  'Hounds follow a scent for many miles.',
];
const headroom = (): Headroom => new Headroom({ store: ':memory:', scope: 'models' });
const indexes = async (more: object): Promise<number[]> => {
  const kept = await headroom().compressDocuments(DOCUMENTS, { query: 'cats', minRelevance: 0.5, ...more });
  return kept.map(({ index }) => index);
};

describe('documents with an encoder', () => {
  it('are found by what they mean, where their words differ', async () => {
    expect(await indexes({ embedder })).toEqual([1]);
  });

  it.each([
    ['throws', async () => Promise.reject(new Error('no runtime'))],
    ['gives too few vectors', async () => []],
    ['gives vectors that are not numbers', async (texts: string[]) => texts.map(() => [Number.NaN])],
    ['gives vectors of different lengths', async (texts: string[]) => texts.map((_, at) => new Float32Array(at + 1))],
  ])('are chosen by their words if it %s', async (_, embed) => {
    expect(await indexes({ embedder: { embed } })).toEqual(await indexes({}));
  });

  it('are refused with something that is no encoder', async () => {
    await expect(indexes({ embedder: {} })).rejects.toMatchObject({ option: 'embedder' });
  });

  it('are not chosen once the signal has ended the work', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const slow = { embed: async () => Promise.reject(new Error('aborted')) };
    await expect(indexes({ embedder: slow, signal })).rejects.toThrow('enough');
  });
});

/** Drops every other word. */
const shortener: Shortener = {
  compress: async (text) => {
    const words = text.split(/(?<=\s)/);
    const kept = words.filter((_, at) => at % 2 === 0);
    return { text: kept.join(''), words: words.length, kept: kept.length };
  },
};
const PROSE = Array.from(
  { length: 30 },
  (_, at) => `Paragraph ${at} says that the ${at}th valve of the plant is opened by hand before the pump is started.`,
).join('\n\n');

describe('prose with a token classifier', () => {
  it('has fewer words, and comes back whole', async () => {
    const own = headroom();
    const plain = await own.compressText(PROSE, { policy: 'oneshot' });
    const short = await own.compressText(PROSE, { policy: 'oneshot', shortener });
    expect(short.tokensAfter).toBeLessThan(plain.tokensAfter);
    expect(short.fidelity).toBe('recoverable');
    expect(await own.expand(short.text)).toBe(PROSE);
  });

  it('keeps its markers', async () => {
    const own = headroom();
    const markers = (text: string): string[] => text.match(/\[[^\]\n]*left out[^\]\n]*\]/g) ?? [];
    const selection = { prose: { targetRate: 0.3 } };
    const plain = await own.compressText(PROSE, { policy: 'oneshot', selection });
    const short = await own.compressText(PROSE, { policy: 'oneshot', selection, shortener });
    expect(markers(short.text).slice(1)).toEqual(markers(plain.text));
  });

  it.each([
    ['the policy is `agent`', { policy: 'agent' as const }, shortener],
    ['nothing may be elided', { policy: 'oneshot' as const, exactOnly: true }, shortener],
    ['the model fails', { policy: 'oneshot' as const }, { compress: async () => Promise.reject(new Error('no')) }],
    [
      'little is saved',
      { policy: 'oneshot' as const },
      { compress: async (text: string) => ({ text, words: 1, kept: 1 }) },
    ],
  ])('is sent without its work where %s', async (_, options, own) => {
    const plain = await headroom().compressText(PROSE, options);
    expect((await headroom().compressText(PROSE, { ...options, shortener: own })).text).toBe(plain.text);
  });

  it('leaves code, JSON and logs alone', async () => {
    const rows = JSON.stringify(Array.from({ length: 9 }, (_, id) => ({ id, state: 'is waiting for the pump' })));
    for (const text of [rows, 'fn main() {\n    let x = 1;\n    let y = 2;\n    println!("{}", x + y);\n}\n']) {
      const plain = await headroom().compressText(text, { policy: 'oneshot' });
      expect((await headroom().compressText(text, { policy: 'oneshot', shortener })).text).toBe(plain.text);
    }
  });

  it('with a forged marker is not replaced by another original', async () => {
    const own = headroom();
    const short = await own.compressText(PROSE, { policy: 'oneshot', shortener });
    const forged = `${short.text.split('\n')[0]}\nAnother text`;
    expect(await own.expand(forged, { allowMissing: true })).not.toBe(PROSE);
  });
});
