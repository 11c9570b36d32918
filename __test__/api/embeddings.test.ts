// Embeddings from a server: in the APIs of OpenAI and Ollama, in batches, and with every answer that is none.
import { endpointEmbedder, type EndpointEmbedderOptions } from '@headroom/native/embeddings';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../proxy/dialogue.js';
import { JSON_TYPE, says, withProvider, type Provider } from '../proxy/support.js';
import type { Json } from '../support/protocols/index.js';

/** The vector of a text: its length, and the number of its words. */
const numbersOf = (text: string): number[] => [text.length, text.split(' ').length];
const APIS: readonly ['openai' | 'ollama', string, (lists: number[][]) => Json][] = [
  // In another order than they were asked for.
  ['openai', '/embeddings', (lists) => ({ data: lists.map((embedding, index) => ({ index, embedding })).reverse() })],
  ['ollama', '/api/embed', (embeddings) => ({ embeddings })],
];
const embedderAt = (url: string, more: Partial<EndpointEmbedderOptions> = {}) =>
  endpointEmbedder({ baseUrl: url, model: 'm', retries: 0, ...more });

describe.each(APIS)('%s', (api, path, answerOf) => {
  const answer: Parameters<typeof withProvider>[0] = ({ body }, response) => {
    const { input } = JSON.parse(body.toString()) as { input: string[] };
    response.writeHead(200, JSON_TYPE).end(JSON.stringify(answerOf(input.map(numbersOf))));
  };
  const using = <T>(work: (provider: Provider) => Promise<T>): Promise<T> => withProvider(answer, work);

  it('gives vectors of length 1, in order', () =>
    using(async ({ url, requests }) => {
      const texts = ['one', 'two words', 'three of these', ''];
      const vectors = await embedderAt(`${url}/`, { api, apiKey: 'k', dimensions: 2 }).embed(texts);
      for (const [at, vector] of vectors.entries()) {
        const [a, b] = numbersOf(texts[at] || ' ') as [number, number];
        expect(vector[0]).toBeCloseTo(a / Math.hypot(a, b), 5);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }
      expect([requests[0]!.url, requests[0]!.headers.authorization]).toEqual([path, 'Bearer k']);
      expect(bodyOf(requests[0]!)).toEqual({ model: 'm', input: [...texts.slice(0, 3), ' '], dimensions: 2 });
    }));

  it('asks in batches, and sends the start of long texts', () =>
    using(async ({ url, requests }) => {
      const texts = Array.from({ length: 150 }, (_, at) => 'x'.repeat(at + 1));
      const vectors = await embedderAt(url, { api, maxChars: 100 }).embed(texts);
      expect(vectors).toHaveLength(150);
      const inputs = requests.map((request) => bodyOf(request)['input'] as string[]);
      expect(inputs.map(({ length }) => length)).toEqual([64, 64, 22]);
      expect(Math.max(...inputs.flat().map(({ length }) => length))).toBe(100);
      expect(await embedderAt(url, { api }).embed([])).toEqual([]);
    }));
});

describe('an answer that is none', () => {
  const answers: [string, unknown][] = [
    ['no JSON', undefined],
    ['no list', { data: 7 }],
    ['too few vectors', { embeddings: [[1, 2]] }],
    ['too many vectors', { embeddings: [[1], [1], [1]] }],
    ['vectors of different lengths', { embeddings: [[1, 2], [1]] }],
    ['an empty vector', { embeddings: [[], []] }],
    ['text in a vector', { embeddings: [['1'], ['2']] }],
    ['no finite numbers', '{"embeddings":[[1e999],[1]]}'],
    [
      'the same index twice',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 0, embedding: [1] },
        ],
      },
    ],
    [
      'an index of its own',
      {
        data: [
          { index: 'a', embedding: [1] },
          { index: 1e9, embedding: [1] },
        ],
      },
    ],
  ];
  it.each(answers)('is an error: %s', (_, body) =>
    withProvider(says(typeof body === 'string' ? body : (JSON.stringify(body) ?? 'no')), async ({ url }) => {
      await expect(embedderAt(url).embed(['a', 'b'])).rejects.toMatchObject({ code: 'provider/failed' });
    }),
  );

  it('a vector of zeros stays one', () =>
    withProvider(says('{"embeddings":[[0,0]]}'), async ({ url }) => {
      expect([...(await embedderAt(url).embed(['a']))[0]!]).toEqual([0, 0]);
    }));
});

it('tries again, and then says what the server said', () => {
  let n = 0;
  return withProvider(
    (request, response) =>
      ((n += 1) === 1 ? says('{}', 503) : says('{"error":{"message":"no such model"}}', 404))(request, response),
    async ({ url, requests }) => {
      await expect(embedderAt(url, { retries: 1 }).embed(['a'])).rejects.toMatchObject({ status: 404 });
      expect(requests).toHaveLength(2);
    },
  );
});

it('can be cancelled', () =>
  withProvider(
    () => undefined,
    async ({ url, left }) => {
      const stop = new AbortController();
      const working = embedderAt(url).embed(['a'], { signal: stop.signal });
      setImmediate(() => stop.abort(new Error('enough')));
      await expect(working).rejects.toThrow('enough');
      await expect(embedderAt(url).embed(['a'], { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
      void left;
    },
  ));

it.each<[string, object]>([
  ['baseUrl', { model: 'm' }],
  ['model', { baseUrl: 'http://127.0.0.1:9' }],
  ['baseUrl', { baseUrl: 'file:///etc/passwd', model: 'm' }],
  ['api', { baseUrl: 'http://127.0.0.1:9', model: 'm', api: 'x' }],
])('refuses a wrong option `%s`', (option, options) => {
  expect(() => endpointEmbedder(options as never)).toThrow(expect.objectContaining({ option }));
});
