// The expected results of conversations through a client of `@google/genai`, in any version.
import type { GoogleGenAI } from '@google/genai';
import { Headroom } from '@headroom/native';
import { withHeadroom } from '@headroom/native/google';
import { expect, it } from 'vitest';
import { CASES, handleIn, model, requestOf } from '../proxy/dialogue.js';
import { GEMINI, ROWS } from '../proxy/samples.js';
import { says, withProvider } from '../proxy/support.js';
import type { Json, Protocol, Turn } from '../support/protocols/index.js';

const protocol = CASES[3]![1] as Protocol;
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'google' });

/** In the second request the model retrieves elided text, and then answers. */
const TURNS: ((body: Json) => Turn)[] = [
  () => ({ say: 'Hi.' }),
  (body) => ({
    say: 'Let me look. ',
    calls: [{ id: 'r1', name: 'headroom_retrieve', input: { handle: handleIn(GEMINI.resultIn(body)), lines: '1234' } }],
  }),
  () => ({ say: 'It is job 1233.' }),
];
const request = (isFirst: boolean) => {
  const { contents, tools } = requestOf(GEMINI, isFirst);
  return { model: 'gemini-2.5-pro', contents, config: { tools } };
};

/** Defines the tests. */
export function checkGoogle(make: (url: string) => GoogleGenAI): void {
  it('generates content, and answers calls of headroom_retrieve', () =>
    withProvider(model(protocol, TURNS), async ({ url, requests }) => {
      const inner = make(url);
      const client = withHeadroom(inner, { headroom: withStore() });
      expect(client).toBeInstanceOf(inner.constructor);
      expect(withHeadroom(client)).toBe(client);
      await client.models.generateContent(request(true));
      const { text, usageMetadata } = await client.models.generateContent(request(false));
      expect([text, usageMetadata!.promptTokenCount, requests.length]).toEqual(['It is job 1233.', 500, 3]);
      expect(client.headroom.stats().tokensSaved).toBeGreaterThan(1000);
    }));

  it('streams content', () =>
    withProvider(model(protocol, TURNS), async ({ url }) => {
      const client = withHeadroom(make(url), { headroom: withStore() });
      await client.models.generateContent(request(true));
      let said = '';
      for await (const { text } of await client.models.generateContentStream(request(false))) said += text ?? '';
      expect(said).toBe('Let me look. It is job 1233.');
    }));

  it('chats', () =>
    withProvider(model(protocol, [() => ({ say: 'Hi.' })]), async ({ url, requests }) => {
      const { contents } = GEMINI.request(ROWS);
      const chat = withHeadroom(make(url)).chats.create({ model: 'gemini-2.5-pro', history: contents.slice(0, 2) });
      expect((await chat.sendMessage({ message: contents[2].parts })).text).toBe('Hi.');
      expect(requests[0]!.body.length).toBeLessThan(ROWS.length / 2);
    }));

  it('passes on errors of the provider, and leaves the given client unchanged', () =>
    withProvider(says('{"error":{"message":"no such model","code":404}}', 404), async ({ url }) => {
      const inner = make(url);
      const failures = [withHeadroom(inner), inner].map((client) =>
        client.models.generateContent(request(true)).catch((error: Error) => error),
      );
      const [ours, theirs] = (await Promise.all(failures)) as [Error, Error];
      expect(ours.message).toBe(theirs.message);
      expect('headroom' in inner).toBe(false);
    }));

  it('aborts a stream', () => {
    const first = `data: ${JSON.stringify(protocol.events({ say: 'Well.' }, 1)[0])}\n\n`;
    return withProvider(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(first);
      },
      async ({ url, left }) => {
        const stop = new AbortController();
        const client = withHeadroom(make(url), { headroom: withStore() });
        const config = { ...request(true).config, abortSignal: stop.signal };
        const stream = await client.models.generateContentStream({ ...request(true), config });
        await stream.next();
        stop.abort();
        await left;
      },
    );
  });
}
