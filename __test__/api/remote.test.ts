// An engine on a server: the result is the same as that of an engine here. After any failure the original comes back.
import { expand, HeadroomError } from '@headroom/native';
import { RemoteHeadroom } from '@headroom/native/remote';
import { describe, expect, it } from 'vitest';
import { ROWS, SAMPLES } from '../proxy/samples.js';
import { says, withProvider, withProxy } from '../proxy/support.js';

const MESSAGES = SAMPLES[1]!.request(ROWS)['messages'] as { role: string; content: string }[];
const resultIn = (messages: readonly object[]): string => (messages.at(-1) as { content: string }).content;
const LOG = Array.from(
  { length: 2000 },
  (_, at) =>
    `2031-05-01T10:00:${String(at % 60).padStart(2, '0')}Z INFO worker ${at % 7} did job ${at * 7919} in ${(at * 37) % 91} ms`,
).join('\n');
const TOKEN = 'a-token-that-nobody-guesses';
/** An address at which nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';

describe('at a proxy', () => {
  it('compresses, and counts', () =>
    withProxy(says(''), async ({ url }) => {
      const remote = new RemoteHeadroom({ baseUrl: url });
      const result = await remote.compress(MESSAGES, { model: 'gpt-4o' });
      expect([result.compressed, result.failure]).toEqual([true, undefined]);
      expect(await expand(resultIn(result.messages))).toBe(ROWS);
      expect(result.messages.slice(0, -1)).toEqual(MESSAGES.slice(0, -1));
      const { tokensBefore, tokensAfter, tokensSaved } = result;
      expect(tokensSaved).toBeGreaterThan(1000);
      expect(remote.stats()).toEqual({ requests: 1, tokensBefore, tokensAfter, tokensSaved, fallbacks: 0 });
    }));

  it('leaves the first messages unchanged if `frozenMessageCount` is set', () =>
    withProxy(says(''), async ({ url }) => {
      const remote = new RemoteHeadroom({ baseUrl: `${url}/` });
      const { messages } = await remote.compress(MESSAGES, { frozenMessageCount: MESSAGES.length });
      expect(messages).toEqual(MESSAGES);
    }));

  it('shows its token, and falls back without it', () =>
    withProxy(
      says(''),
      async ({ url }) => {
        const [known, unknown] = [TOKEN, undefined].map(
          (apiKey) => new RemoteHeadroom({ baseUrl: url, ...(apiKey && { apiKey }) }),
        ) as [RemoteHeadroom, RemoteHeadroom];
        expect((await known.compress(MESSAGES)).compressed).toBe(true);
        expect(await unknown.compress(MESSAGES)).toMatchObject({
          messages: MESSAGES,
          failure: { code: 'auth/unauthenticated' },
        });
      },
      { token: TOKEN },
    ));

  it('has the figures of all clients of the proxy', () =>
    withProxy(says(''), async ({ url }) => {
      const [one, other] = [0, 1].map(() => new RemoteHeadroom({ baseUrl: url })) as [RemoteHeadroom, RemoteHeadroom];
      await one.compress(MESSAGES, { model: 'gpt-4o' });
      const { tokensSaved: saved } = one.stats();
      expect(await other.proxyStats()).toMatchObject({ mode: 'optimize', tokens: { requests: 1, saved } });
      await expect(other.proxyStats({ signal: AbortSignal.abort('late') })).rejects.toBe('late');
    }));

  it('elides if the client says that it can fetch, and fetches what a model asks for', () =>
    withProxy(
      says(''),
      async ({ url }) => {
        const remote = new RemoteHeadroom({ baseUrl: url });
        const messages = SAMPLES[1]!.request(LOG)['messages'] as { role: string; content: string }[];
        const [elided, exact] = [await remote.compress(messages, { elide: true }), await remote.compress(messages)];
        expect(exact.ccrHashes).toEqual([]);
        expect(await expand(resultIn(exact.messages))).toBe(LOG);
        expect(elided.tokensAfter).toBeLessThan(exact.tokensAfter / 2);
        expect(await remote.compress(messages, { elide: true })).toEqual(elided);
        const [handle] = elided.ccrHashes;
        expect(resultIn(elided.messages)).toContain(`headroom_retrieve ${handle}`);
        const call = { type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: { handle, lines: '1000-1001' } };
        const { content } = (await remote.handleToolCall(call)) as unknown as { content: string };
        expect(content).toBe(`lines 1,000-1,001 of 2,000\n${LOG.split('\n').slice(999, 1001).join('\n')}\n`);
        const whole = (await remote.handleToolCall({ ...call, input: { handle } })) as unknown as { content: string };
        expect(whole.content.length).toBeLessThan(40_000);
      },
      { store: ':memory:' },
    ));

  it('elides nothing at a proxy without a store', () =>
    withProxy(says(''), async ({ url }) => {
      const messages = SAMPLES[1]!.request(LOG)['messages'] as { role: string; content: string }[];
      const result = await new RemoteHeadroom({ baseUrl: url }).compress(messages, { elide: true });
      expect([result.ccrHashes, await expand(resultIn(result.messages))]).toEqual([[], LOG]);
    }));

  it('fetches originals, and reports missing ones', () =>
    withProxy(
      says(''),
      async ({ url }) => {
        const remote = new RemoteHeadroom({ baseUrl: url });
        await expect(remote.retrieve('0000000000000000')).rejects.toMatchObject({ code: 'retrieve/unknown' });
        const call = { type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: { handle: '0000000000000000' } };
        expect(await remote.handleToolCall(call)).toMatchObject({ type: 'tool_result', is_error: true });
        expect(await remote.handleToolCall({ ...call, name: 'other' })).toBe(undefined);
      },
      { store: ':memory:' },
    ));
});

it('asks for a part of an original', () =>
  withProvider(says('{"original_content":"two","part":"line 2 of 3","complete":true}'), async ({ url, requests }) => {
    const remote = new RemoteHeadroom({ baseUrl: url, apiKey: 'k' });
    expect(await remote.retrieve('h', { query: 'two' })).toEqual({ text: 'two', part: 'line 2 of 3', complete: true });
    expect(JSON.parse(requests[0]!.body.toString())).toEqual({ hash: 'h', query: 'two' });
    expect(requests[0]!.headers.authorization).toBe('Bearer k');
  }));

describe('where the server cannot be reached', () => {
  it('the messages are the original ones, and `failure` says why', async () => {
    const remote = new RemoteHeadroom({ baseUrl: NOWHERE, retries: 1 });
    const { messages, failure, compressed } = await remote.compress(MESSAGES);
    expect([messages, compressed]).toEqual([MESSAGES, false]);
    expect(failure).toBeInstanceOf(HeadroomError);
    expect(failure!.code).toMatch(/^connection\//);
    expect(remote.stats()).toMatchObject({ requests: 1, fallbacks: 1, tokensSaved: 0 });
  });

  it('the original messages are the given ones, even if their list changes', async () => {
    const given = [...MESSAGES];
    const working = new RemoteHeadroom({ baseUrl: NOWHERE, retries: 0 }).compress(given);
    given.pop();
    expect((await working).messages).toEqual(MESSAGES);
  });

  it('throws without `fallback`', async () => {
    const remote = new RemoteHeadroom({ baseUrl: NOWHERE, retries: 0, fallback: false });
    await expect(remote.compress(MESSAGES)).rejects.toMatchObject({ code: expect.stringMatching(/^connection\//) });
  });

  it('sends a request again as often as it may', () => {
    let n = 0;
    const answer: Parameters<typeof withProvider>[0] = (request, response) => {
      n += 1;
      const body = { messages: JSON.parse(request.body.toString()).messages, tokens_before: 5, tokens_after: 5 };
      if (n < 3) response.writeHead(503).end();
      else response.writeHead(200).end(JSON.stringify(body));
    };
    return withProvider(answer, async ({ url, requests }) => {
      const remote = new RemoteHeadroom({ baseUrl: url });
      expect((await remote.compress(MESSAGES)).failure).toBe(undefined);
      expect(requests).toHaveLength(3);
    });
  });

  it('gives up on an attempt that takes too long', () =>
    withProvider(
      () => undefined,
      async ({ url, left }) => {
        const remote = new RemoteHeadroom({ baseUrl: url, timeout: 50, retries: 0 });
        expect((await remote.compress(MESSAGES)).failure).toMatchObject({ code: 'connection/timeout' });
        await left;
      },
    ));

  it('an abort ends it with the reason, at once and between attempts', () =>
    withProvider(says('', 503), async ({ url }) => {
      const reason = new Error('enough');
      const remote = new RemoteHeadroom({ baseUrl: url, retries: 30 });
      await expect(remote.compress(MESSAGES, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      const stop = new AbortController();
      const working = remote.compress(MESSAGES, { signal: stop.signal });
      setTimeout(() => stop.abort(reason));
      await expect(working).rejects.toBe(reason);
    }));
});

describe('an invalid answer is never used', () => {
  const [first] = MESSAGES;
  const cases: [string, string][] = [
    ['no JSON', '<html>'],
    ['no messages', '{}'],
    ['fewer messages', JSON.stringify({ messages: [first], tokens_before: 1, tokens_after: 1 })],
    [
      'other roles',
      JSON.stringify({ messages: MESSAGES.map(() => ({ role: 'x' })), tokens_before: 1, tokens_after: 1 }),
    ],
    ['no counts', JSON.stringify({ messages: MESSAGES, tokens_before: -1 })],
    ['a flood', `"${'x'.repeat(2_000_000)}"`],
  ];
  it.each(cases)('%s', (_, body) =>
    withProvider(says(body), async ({ url, requests }) => {
      const { messages, failure } = await new RemoteHeadroom({ baseUrl: url }).compress(MESSAGES);
      expect(messages).toEqual(MESSAGES);
      expect(failure).toMatchObject({ code: 'provider/failed' });
      expect(requests).toHaveLength(1);
    }),
  );

  it('a redirection is not followed: the token is the server’s', () =>
    withProvider(says('', 307, { location: NOWHERE }), async ({ url }) => {
      const remote = new RemoteHeadroom({ baseUrl: url, apiKey: 'k', retries: 0 });
      expect((await remote.compress(MESSAGES)).failure).toBeInstanceOf(HeadroomError);
    }));
});

it.each<[object, string]>([
  [{}, 'baseUrl'],
  [{ baseUrl: 'ftp://x' }, 'baseUrl'],
  [{ baseUrl: 'http:x' }, 'baseUrl'],
  [{ baseUrl: 'http://x?a=b' }, 'baseUrl'],
  [{ baseUrl: 'http://x/#a' }, 'baseUrl'],
  [{ baseUrl: 'http://me:secret@x' }, 'baseUrl'],
  [{ baseUrl: 'nowhere' }, 'baseUrl'],
  [{ baseUrl: NOWHERE, apiKey: 'two words' }, 'apiKey'],
  [{ baseUrl: NOWHERE, timeout: 0 }, 'timeout'],
  [{ baseUrl: NOWHERE, retries: -1 }, 'retries'],
  [{ baseUrl: NOWHERE, fallback: 'yes' }, 'fallback'],
  [{ baseUrl: NOWHERE, nope: 1 }, 'nope'],
])('refuses %j', (options, option) => {
  expect(() => new RemoteHeadroom(options as never)).toThrow(
    expect.objectContaining({ code: 'configuration', option }),
  );
});

it.each(['{"ok":true}', '[]', 'no JSON', '{"requests":1,"tokens":2}'])('refuses figures that are none: %s', (answer) =>
  withProvider(says(answer), async ({ url }) => {
    await expect(new RemoteHeadroom({ baseUrl: url }).proxyStats()).rejects.toMatchObject({ code: 'provider/failed' });
  }),
);
