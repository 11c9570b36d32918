// The semantic response cache: a question in other words gets the response to the first. The encoder is a stand-in.
import type { ProxyOptions } from '../../dist/src/proxy/index.js';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC, CHAT } from './samples.js';
import { JSON_TYPE, post, withProxy } from './support.js';

/** Questions have the same vector if they have the same letters behind their first word. */
const embedder = {
  embed: async (texts: readonly string[]) =>
    texts.map((text) => {
      const vector = new Float32Array(256);
      for (const unit of text.toLowerCase().replace(/^\w+/, '')) vector[unit.charCodeAt(0) % 256]! += 1;
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    }),
};
/** All texts are the same to it. */
const blind = { embed: async (texts: readonly string[]) => texts.map(() => new Float32Array([1])) };
const counting = () => {
  let n = 0;
  return (_request: unknown, response: any): void => {
    n += 1;
    response.writeHead(200, JSON_TYPE);
    response.end(JSON.stringify({ n, usage: { input_tokens: 10, output_tokens: 1 } }));
  };
};
const said = (reply: { body: Buffer }): number => JSON.parse(reply.body.toString()).n;
const asking = (question: string, more: object = {}): string =>
  JSON.stringify({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: question }], ...more });
const options: ProxyOptions = { responseCache: 60, semanticCache: { embedder } };

const FIRST = 'explain how tides are caused by the moon';
const SAME = 'describe how tides are caused by the moon';

describe('the semantic response cache', () => {
  it.each([ANTHROPIC, CHAT])('answers a question in other words ($name)', (sample) =>
    withProxy(
      counting(),
      async (proxy) => {
        expect(said(await post(proxy.url + sample.path, asking(FIRST)))).toBe(1);
        const again = await post(proxy.url + sample.path, asking(SAME));
        expect([said(again), again.headers['x-headroom-cache']]).toEqual([1, 'hit']);
      },
      options,
    ),
  );

  it('is off unless an encoder is given', () =>
    withProxy(
      counting(),
      async (proxy) => {
        for (const [question, n] of [
          [FIRST, 1],
          [SAME, 2],
        ] as const)
          expect(said(await post(proxy.url + ANTHROPIC.path, asking(question)))).toBe(n);
      },
      { responseCache: 60 },
    ));

  it.each([
    ['How do I enable it in Paris', 'What do I enable it in Paris'],
    ['Explain the two moons', 'Describe the two moons'],
    ["why isn't it red", 'why isn’t it red'],
  ])('answers %j and %j alike', (first, again) =>
    withProxy(
      counting(),
      async (proxy) => {
        await post(proxy.url + ANTHROPIC.path, asking(first));
        expect(said(await post(proxy.url + ANTHROPIC.path, asking(again)))).toBe(1);
      },
      { responseCache: 60, semanticCache: { embedder: blind } },
    ),
  );

  it.each([
    ['does it work on Linux', "doesn't it work on Linux"],
    ['is it safe', 'isn’t it safe'],
    ['can I delete it', "can't I delete it"],
    ['can I delete it', 'cannot I delete it'],
    ['why do tides rise', 'why dont tides rise'],
    ['which of them work', 'none of them work'],
    ['explain both', 'explain neither'],
    ['run it with tests', 'run it without tests'],
    ['all hosts', 'all hosts except mine'],
    ['Paris weather tomorrow', 'London weather tomorrow'],
    ['Enable the cache', 'Disable the cache'],
    ['when was it built', 'where was it built'],
    ['show two hosts', 'show three hosts'],
    ['the first host', 'the last host'],
    ['fifteen minutes', 'fifty minutes'],
    ['the way from Paris to London', 'the way from London to Paris'],
  ])('asks the provider for %j and for %j, whatever the encoder says', (first, other) =>
    withProxy(
      counting(),
      async (proxy) => {
        await post(proxy.url + ANTHROPIC.path, asking(first));
        expect(said(await post(proxy.url + ANTHROPIC.path, asking(other)))).toBe(2);
      },
      { responseCache: 60, semanticCache: { embedder: blind } },
    ),
  );

  it.each([
    ['another number', `${SAME} 2`, {}, {}],
    ['another name', SAME.replace('moon', 'Moon'), {}, {}],
    ['a negation', SAME.replace('are', 'are not'), {}, {}],
    ['another subject', 'explain why bread rises in an oven', {}, {}],
    ['another system text', SAME, { system: 'Be brief.' }, {}],
    ['another model', SAME, { model: 'n' }, {}],
    ['another client', SAME, {}, { 'x-api-key': 'other' }],
    [
      'a history',
      SAME,
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: SAME },
        ],
      },
      {},
    ],
  ])('asks the provider for %s', (_, question, more, headers) =>
    withProxy(
      counting(),
      async (proxy) => {
        await post(proxy.url + ANTHROPIC.path, asking(FIRST));
        const other = { ...JSON_TYPE, ...headers } as Record<string, string>;
        expect(said(await post(proxy.url + ANTHROPIC.path, asking(question, more), other))).toBe(2);
      },
      options,
    ),
  );

  it('asks the provider if the encoder fails', () =>
    withProxy(
      counting(),
      async (proxy) => {
        await post(proxy.url + ANTHROPIC.path, asking(FIRST));
        expect(said(await post(proxy.url + ANTHROPIC.path, asking(SAME)))).toBe(2);
        expect(said(await post(proxy.url + ANTHROPIC.path, asking(FIRST)))).toBe(1);
      },
      {
        responseCache: 60,
        semanticCache: { embedder: { embed: async () => Promise.reject(new Error('no runtime')) } },
      },
    ));
});
