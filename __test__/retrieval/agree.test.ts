// Random conversations: a stream and a plain response have the same outcome, and a provider could have sent the
// stream.
import { runWithRetrieval, streamWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, type Call, type Json, type Turn } from '../support/protocols/index.js';
import { forAll, type Random } from '../support/random.js';
import { all, asks, headroom, retrieves } from '../support/retrieval.js';

function turn(random: Random, round: number): Turn {
  const call = (at: number): Call =>
    random.onceIn(4) ? asks(`x${round}.${at}`) : retrieves(`c${round}.${at}`, String(1 + random.below(5000)));
  return {
    ...(random.onceIn(3) ? { think: `Thought ${round}.` } : {}),
    ...(random.onceIn(4) ? {} : { say: `Said in round ${round}, with 🙂 and "quotes". ` }),
    ...(random.onceIn(5)
      ? {}
      : { calls: random.many(1 + random.below(3), call), ...(random.onceIn(4) ? { after: `After ${round}. ` } : {}) }),
    ...(random.onceIn(9) ? { isCut: true } : {}),
  };
}

describe.each(PROTOCOLS)('$name', (protocol) => {
  it('has the same outcome with and without streaming', async () => {
    await forAll(async (random) => {
      const turns = random.many(6, (round) => turn(random, round));
      const options = {
        headroom,
        request: protocol.request('Why?'),
        rounds: random.below(5),
        ...(random.onceIn(2) ? { callTool: (call: Json) => `answer to ${JSON.stringify(call).length}` } : {}),
      };
      const [plain, streamed]: Json[][] = [[], []];
      const run = await runWithRetrieval({
        ...options,
        send: (request) => protocol.response(turns[plain!.push(request) - 1]!, plain!.length),
      });
      const stream = streamWithRetrieval({
        ...options,
        send: async function* (request) {
          yield* protocol.events(turns[streamed!.push(request) - 1]!, streamed!.length);
        },
      });
      const whole = protocol.heard(protocol.assembled(await all(stream)));
      const { response, ...outcome } = run;
      expect(streamed).toEqual(plain);
      expect(alike(stream.outcome)).toEqual(alike(outcome));
      const said = turns.slice(0, plain!.length);
      expect(whole.text).toBe(said.map(({ say = '', after = '' }) => say + after).join(''));
      expect(whole.calls.toSorted()).toEqual(protocol.heard(response).calls.toSorted());
      const { length } = plain!;
      expect(whole.usage).toEqual({
        input: 50 * length * (length + 1),
        output: 5 * length * (length + 1),
        cached: (length * (length + 1)) / 2,
      });
    }, 200);
  });
});

/**
 * An outcome without the difference between empty contents: in Chat Completions a stream without text has an empty
 * text, and a plain response has `null`.
 */
function alike(outcome: unknown): unknown {
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) => (key === 'content' && value === '' ? null : value)),
  );
}
