// The request handler of the Copilot SDK, called as the SDK calls it.
import { Headroom } from '@headroom/native';
import { compressedRequestHandler } from '@headroom/native/copilot';
import { expect, it } from 'vitest';
import { CASES, handleIn, model, requestOf } from '../proxy/dialogue.js';
import { CHAT, ROWS } from '../proxy/samples.js';
import { JSON_TYPE, says, withProvider } from '../proxy/support.js';
import type { Json, Protocol, Turn } from '../support/protocols/index.js';

const chatApi = CASES[1]![1] as Protocol;

/** A handler like the SDK's: with private fields, and a method that calls the replaced one. */
class CopilotRequestHandler {
  readonly #sent: string[] = [];
  sendRequest(request: Request, { signal }: { signal: AbortSignal }): Promise<Response> {
    this.#sent.push(request.url);
    return fetch(request, { signal });
  }
  async handle(url: string, body: object, signal: AbortSignal): Promise<Response> {
    return this.sendRequest(new Request(url, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) }), {
      signal,
    });
  }
  get sent(): readonly string[] {
    return this.#sent;
  }
}
const { signal } = new AbortController();
const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'copilot' });

it('answers calls of headroom_retrieve', () => {
  const turns: ((body: Json) => Turn)[] = [
    () => ({ say: 'Hi.' }),
    (body) => {
      const input = { handle: handleIn(CHAT.resultIn(body)), lines: '1234' };
      return { calls: [{ id: 'r1', name: 'headroom_retrieve', input }] };
    },
    () => ({ say: 'It is job 1233.' }),
  ];
  return withProvider(model(chatApi, turns), async ({ url, requests }) => {
    const handler = compressedRequestHandler(new CopilotRequestHandler(), { headroom: withStore() });
    expect(compressedRequestHandler(handler)).toBe(handler);
    await handler.handle(`${url}/chat/completions`, requestOf(CHAT, true), signal);
    const response = await handler.handle(`${url}/chat/completions`, requestOf(CHAT, false), signal);
    const { text, usage } = chatApi.heard((await response.json()) as Json);
    expect([text, usage.input, requests.length, handler.sent.length]).toEqual(['It is job 1233.', 500, 3, 3]);
  });
});

it('passes on everything else', () =>
  withProvider(says('{"ok":true}'), async ({ url, requests }) => {
    const handler = compressedRequestHandler(new CopilotRequestHandler());
    expect(await (await handler.handle(`${url}/models/session`, { rows: ROWS }, signal)).json()).toEqual({ ok: true });
    expect(JSON.parse(requests[0]!.body.toString())).toEqual({ rows: ROWS });
  }));

it('aborts the request', () => {
  const stop = new AbortController();
  return withProvider(
    () => stop.abort(),
    async ({ url, left }) => {
      const handler = compressedRequestHandler(new CopilotRequestHandler(), { headroom: withStore() });
      await expect(handler.handle(`${url}/chat/completions`, requestOf(CHAT, true), stop.signal)).rejects.toThrow();
      await left;
    },
  );
});
