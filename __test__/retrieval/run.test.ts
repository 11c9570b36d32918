// Plain responses over HTTP, for every provider.
import { ConfigurationError } from '@headroom/native';
import { runWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, withServer, type Answer, type Json, type Server } from '../support/protocols/index.js';
import { asks, ending, HANDLE, headroom, LOG, retrieved, retrieves, type More } from '../support/retrieval.js';

describe.each(PROTOCOLS)('a conversation with $name', (protocol) => {
  const run = (server: Server, more: More = {}) =>
    runWithRetrieval({ headroom, request: protocol.request('Why?'), send: server.send, ...more });
  const ran = (answers: readonly Answer[], more: More = {}) =>
    withServer(protocol, answers, async (server) => ({ run: await run(server, more), bodies: server.bodies }));

  it('without retrievals is one request', async () => {
    const {
      run: { response, ...outcome },
      bodies,
    } = await ran([{ say: 'Because.' }]);
    expect(ending(outcome)).toEqual(['answered', 1, []]);
    expect(response).toEqual(protocol.response({ say: 'Because.' }, 1));
    expect(protocol.tools(bodies[0]!)).toEqual(['headroom_retrieve']);
    expect(protocol.messages(bodies[0]!)).toEqual(protocol.messages(protocol.request('Why?')));
  });

  it('continues with the retrieved text', async () => {
    const {
      run: { response, ...outcome },
      bodies,
    } = await ran([
      { think: 'Hm.', say: 'Let me see.', calls: [retrieves('a', '7'), retrieves('b', '8')] },
      { say: 'Because.' },
    ]);
    expect(ending(outcome)).toEqual(['answered', 2, []]);
    expect(response).toEqual(protocol.response({ say: 'Because.' }, 2));
    expect(protocol.results(protocol.messages(bodies[1]!))).toEqual([retrieved(7), retrieved(8)]);
    // The second request starts with the first one. `added` has its further messages and the last response.
    const [first, second] = bodies.map((body) => protocol.messages(body));
    expect(second!.slice(0, first!.length)).toEqual(first);
    expect(outcome.added.slice(0, second!.length - first!.length)).toEqual(second!.slice(first!.length));
    expect(JSON.stringify(outcome.added.slice(second!.length - first!.length))).toContain('Because.');
  });

  it('adds up the usage, and reports it for each round', async () => {
    const { run: outcome } = await ran([
      { calls: [retrieves('a', '7')] },
      { calls: [retrieves('b', '8')] },
      { say: 'Because.' },
    ]);
    expect(protocol.heard({ ...outcome.response, usage: outcome.usage, usageMetadata: outcome.usage }).usage).toEqual({
      input: 600,
      output: 60,
      cached: 6,
    });
    expect(
      outcome.rounds.map(
        ({ usage }) => protocol.heard({ ...outcome.response, usage, usageMetadata: usage }).usage.input,
      ),
    ).toEqual([100, 200, 300]);
  });

  it('sends the same bytes outside of the messages each time', async () => {
    const { bodies } = await ran([{ calls: [retrieves('a', '7')] }, { say: 'Because.' }]);
    const [first, second] = bodies.map(({ messages: _m, input: _i, contents: _c, ...rest }) => JSON.stringify(rest));
    expect(first).toBe(second);
    expect((await ran([{ say: 'Because.' }], { tools: false })).bodies[0]).toEqual(protocol.request('Why?'));
  });

  it('ends after three rounds, or after `rounds`, and says so', async () => {
    const asking = Array.from({ length: 9 }, (_, at) => ({ calls: [retrieves(`c${at}`, '7')] }));
    const { run: outcome, bodies } = await ran(asking);
    expect(ending(outcome)).toEqual(['rounds', 4, ['c3']]);
    expect(bodies).toHaveLength(4);
    expect(outcome.response).toEqual(protocol.response(asking[3]!, 4));
    expect(JSON.stringify(outcome.results)).toContain(JSON.stringify(retrieved(7)).slice(1, -1));
    for (const rounds of [0, 1])
      expect(ending((await ran(asking, { rounds })).run)).toEqual(['rounds', rounds + 1, [`c${rounds}`]]);
  });

  it('ends if other tools are called as well, with the results of our calls', async () => {
    const mixed = { say: 'Both.', calls: [asks('x'), retrieves('a', '7'), asks('y')] };
    const { run: outcome, bodies } = await ran([mixed]);
    expect(ending(outcome)).toEqual(['mixed', 1, ['a']]);
    expect(bodies).toHaveLength(1);
    expect(outcome.response).toEqual(protocol.response(mixed, 1));
    expect(outcome.results).toHaveLength(1);
    expect(JSON.stringify(outcome.results)).toContain('line 7 of the log');
    expect(ending((await ran([{ calls: [asks('x')] }])).run)).toEqual(['answered', 1, []]);
  });

  it('continues if `callTool` answers the other tools, with results in the order of the calls', async () => {
    const called: Json[] = [];
    const callTool = (call: Json): string => `answer ${called.push(call)}`;
    const { run: outcome, bodies } = await ran(
      [{ calls: [asks('x'), retrieves('a', '7'), asks('y')] }, { say: 'Because.' }],
      { callTool },
    );
    expect(ending(outcome)).toEqual(['answered', 2, []]);
    expect(protocol.results(protocol.messages(bodies[1]!))).toEqual(['answer 1', retrieved(7), 'answer 2']);
    expect(JSON.stringify(called)).toMatch(/query.*query/);
    // A response that calls only other tools is still the caller's.
    expect(ending((await ran([{ calls: [asks('x')] }], { callTool })).run)).toEqual(['answered', 1, []]);
  });

  it('continues after a failed retrieval, which is explained to the model', async () => {
    const { run: outcome, bodies } = await ran([
      { calls: [{ id: 'a', name: 'headroom_retrieve', input: { handle: 'q9w1dfwf077ymga1' } }] },
      { say: 'Well.' },
    ]);
    expect(ending(outcome)).toEqual(['answered', 2, []]);
    expect(protocol.results(protocol.messages(bodies[1]!))).toEqual([
      expect.stringMatching(/^There is no original with this handle/),
    ]);
  });

  it('ends if a response was cut off', async () => {
    const { run: outcome } = await ran([
      { say: 'Let me', calls: [{ id: 'a', name: 'headroom_retrieve', input: '{"hand' }], isCut: true },
    ]);
    expect(ending(outcome)).toEqual(['answered', 1, []]);
    expect(outcome.results).toEqual([]);
  });

  it('may have a hundred retrievals in one response', async () => {
    const calls = Array.from({ length: 100 }, (_, at) => retrieves(`c${at}`, String(at + 1)));
    const { bodies } = await ran([{ calls }, { say: 'Because.' }]);
    expect(protocol.results(protocol.messages(bodies[1]!))).toEqual(calls.map((_, at) => retrieved(at + 1)));
  });

  it('limits the results of one response together, and asks the model to repeat the other calls', async () => {
    const calls = Array.from({ length: 200 }, (_, at) => ({
      ...retrieves(`c${at}`, '1-'),
      input: { handle: HANDLE, limit: 1e9 },
    }));
    const expectBounded = (results: readonly string[]): void => {
      expect(results).toHaveLength(200);
      expect(results[0]).toContain(LOG);
      expect(results.filter((result) => result.startsWith('Not answered: ')).length).toBeGreaterThan(190);
      expect(results.at(-1)).toMatch(/Make this call again, alone\.$/);
      expect(results.join('').length).toBeLessThan(262_144 + 200 * 200);
    };
    const { bodies } = await ran([{ calls }, { say: 'Because.' }]);
    expectBounded(protocol.results(protocol.messages(bodies[1]!)));
    const { run: outcome } = await ran([{ calls }], { rounds: 0 });
    expect(outcome.resolved).toHaveLength(200);
    expect(JSON.stringify(outcome.results).length).toBeLessThan(2 * 262_144);
  });

  it('answers at most 128 calls of one response', async () => {
    const calls = Array.from({ length: 2000 }, (_, at) => retrieves(`c${at}`, String(at + 1)));
    const { bodies } = await ran([{ calls }, { say: 'Because.' }]);
    const results = protocol.results(protocol.messages(bodies[1]!));
    expect(results.slice(0, 128)).toEqual(calls.slice(0, 128).map((_, at) => retrieved(at + 1)));
    expect(new Set(results.slice(128)).size).toBe(1);
  });

  it('fails if `send` or `callTool` fails', async () => {
    await expect(ran([{ calls: [retrieves('a', '7')] }, { status: 529 }])).rejects.toThrow('status 529');
    await expect(ran([{ status: 401 }])).rejects.toThrow('status 401');
    const answer = (): never => {
      throw new Error('no such table');
    };
    await expect(ran([{ calls: [asks('x'), retrieves('a', '7')] }], { callTool: answer })).rejects.toThrow(
      'no such table',
    );
    await expect(
      ran([{ calls: [asks('x'), retrieves('a', '7')] }], { callTool: () => undefined as never }),
    ).rejects.toThrow(ConfigurationError);
  });

  it('returns a response in an unknown shape unchanged', async () => {
    for (const response of [
      undefined,
      null,
      'text',
      7,
      [],
      {},
      { content: 'text' },
      { choices: [] },
      { output: 'text' },
      { candidates: [{}, {}] },
      { error: { message: 'no' } },
    ]) {
      const outcome = await runWithRetrieval({ headroom, request: protocol.request('Why?'), send: () => response });
      expect(outcome.response).toBe(response);
      expect(ending(outcome)).toEqual(['unread', 1, []]);
      expect([outcome.added, outcome.usage]).toEqual([[], undefined]);
    }
  });

  it('ends when its signal aborts', async () => {
    const reason = new Error('enough');
    await withServer(protocol, [{ calls: [retrieves('a', '7')] }], async (server) => {
      await expect(run(server, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(server.bodies).toEqual([]);
      const controller = new AbortController();
      const hangs = runWithRetrieval({
        headroom,
        request: protocol.request('Why?'),
        signal: controller.signal,
        send: (_, { signal }) =>
          new Promise(() => {
            expect(signal).toBe(controller.signal);
            controller.abort(reason);
          }),
      });
      await expect(hangs).rejects.toBe(reason);
    });
  });
});

it('rejects invalid options', async () => {
  const request = { model: 'claude-x', max_tokens: 9, messages: [{ role: 'user', content: 'Why?' }] };
  for (const rounds of [-1, 1.5, NaN, '3' as never])
    await expect(runWithRetrieval({ headroom, request, rounds, send: () => ({}) })).rejects.toThrow(ConfigurationError);
  await expect(runWithRetrieval({ headroom, request: { prompt: 'Why?' }, send: () => ({}) })).rejects.toThrow(
    ConfigurationError,
  );
  await expect(runWithRetrieval({ headroom, request, shape: 'cohere' as never, send: () => ({}) })).rejects.toThrow(
    ConfigurationError,
  );
});
