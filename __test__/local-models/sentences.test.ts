// Sentences that are kept for what they mean. The encoder here is a stand-in.
import { compressText, compressTextAsync, ConfigurationError, Headroom, type Embedder } from '@headroom/native';
import { describe, expect, it } from 'vitest';

/** Sentences that share no word with the query. */
const filler = (at: number): string => {
  const [who, what] = ['Clerks Sailors Monks', 'barrels ropes candles carpets'].map((list) => list.split(' '));
  return `${who![at % 3]} counted ${what![at % 4]} near London for many years until everybody had enough of them.`;
};
const ASKED = 'Tenants pay for broken windows themselves.';
const TEXT = Array.from({ length: 12 }, (_, at) => {
  const own = [filler(at), filler(at + 5), ...(at === 7 ? [ASKED] : [])];
  return `## Part ${at}\n\n${own.join(' ')}\n`;
}).join('\n');
const query = 'Who bears the cost if a pane is smashed?';
const options = { policy: 'oneshot', query, selection: { prose: { targetRate: 0.1, keepFacts: false } } } as const;

/** Says that two texts mean the same if they are about glass. `count`: the texts that it saw. */
function glass(): Embedder & { seen: string[][] } {
  const seen: string[][] = [];
  const embed = async (texts: readonly string[]): Promise<number[][]> => {
    seen.push([...texts]);
    return texts.map((text) => (/pane|window/.test(text) ? [1, 0] : [0.1, 0.99]));
  };
  return { embed, seen };
}
const headroom = (): Headroom => new Headroom({ store: ':memory:', scope: 'sentences' });

describe('a text with an encoder', () => {
  it('keeps the sentence that answers the query in other words', async () => {
    const [without, embedder] = [await headroom().compressText(TEXT, options), glass()];
    expect(without.text).not.toContain(ASKED);
    const own = headroom();
    const { text } = await own.compressText(TEXT, { ...options, embedder });
    expect(text).toContain(ASKED);
    expect(text.length).toBeLessThan(TEXT.length / 2);
    expect(await own.expand(text)).toBe(TEXT);
    expect(embedder.seen).toHaveLength(1);
    expect(embedder.seen[0]![0]).toBe(query);
  });

  it('keeps such a sentence of a chosen document', async () => {
    const kept = await headroom().compressDocuments([TEXT, filler(1)], { query, embedder: glass() });
    expect(kept[0]!.text).toContain(ASKED);
  });

  it('is compressed by its words if the encoder fails, and not compared if that is of no use', async () => {
    const failing = { embed: () => Promise.reject(new Error('no library')) };
    const { text } = await headroom().compressText(TEXT, options);
    expect((await headroom().compressText(TEXT, { ...options, embedder: failing })).text).toBe(text);
    const embedder = glass();
    const { query: _, ...others } = options;
    await headroom().compressText(TEXT, { ...others, embedder });
    await headroom().compressText(TEXT, { ...options, policy: 'agent', embedder });
    await headroom().compressText(TEXT, { ...options, exactOnly: true, embedder });
    await new Headroom().compressText(TEXT, { ...options, embedder });
    await headroom().compressText(Buffer.from(TEXT), { ...options, embedder });
    expect(embedder.seen).toEqual([]);
  });

  it('with more parts than an encoder reads in some seconds is compared by its words', async () => {
    const embedder = glass();
    const long = Array.from({ length: 800 }, (_, at) => `${filler(at)} Then came year ${at}.`).join(' ');
    await headroom().compressText(`# House\n\n${long}\n`, { ...options, embedder });
    expect(embedder.seen).toEqual([]);
  });

  it('is refused where nothing waits for the encoder', async () => {
    const given = { ...options, embedder: glass() };
    expect(() => compressText(TEXT, given)).toThrow(ConfigurationError);
    await expect(compressTextAsync(TEXT, given)).rejects.toThrow(/instance with a store/);
    const own = await compressTextAsync(TEXT, { ...given, store: headroom() });
    expect(own.text).toContain(ASKED);
  });

  it('can be cancelled while the encoder works', async () => {
    const stop = new AbortController();
    const embed = (): Promise<never> => {
      stop.abort(new Error('enough'));
      return Promise.reject(new Error('other'));
    };
    const work = headroom().compressText(TEXT, { ...options, embedder: { embed }, signal: stop.signal });
    await expect(work).rejects.toThrow('enough');
  });
});
