// Conversations of 20 turns, and what has to be true of them whatever framework sends them.
import { expect } from 'vitest';
import { handleIn, model, wire } from '../proxy/dialogue.js';
import type { Received } from '../proxy/support.js';
import type { Json, Protocol, Turn } from '../support/protocols/index.js';

export const TURNS = 20;

/** A model that calls a tool in each turn, and then answers. */
export function caller(protocol: Protocol, tool = 'read_log'): ReturnType<typeof model> {
  const call = (turn: number): Turn => ({
    say: `Turn ${turn}.`,
    calls: [{ id: `c${turn}`, name: tool, input: { turn } }],
  });
  return model(
    protocol,
    Array.from({ length: TURNS + 1 }, (_, turn) => () => (turn < TURNS ? call(turn) : { say: 'It is done.' })),
  );
}

/** A model that reads the log, looks at a line that was elided, and says which job it is of. */
export function reader(protocol: Protocol, tool = 'read_log'): ReturnType<typeof model> {
  const lastIn = (body: Json): string => protocol.results(protocol.messages(body)).at(-1)!;
  return model(protocol, [
    () => ({ calls: [{ id: 'c1', name: tool, input: {} }] }),
    (body) => {
      const input = { handle: handleIn(lastIn(body)), lines: '1700' };
      return { calls: [{ id: 'r1', name: 'headroom_retrieve', input }] };
    },
    (body) => ({ say: `It was done before: ${/job \d+/.exec(lastIn(body))![0]}.` }),
  ]);
}

/** A model that reads the log and answers from it. */
export function answerer(protocol: Protocol, tool = 'read_log'): ReturnType<typeof model> {
  return model(protocol, [
    () => ({ calls: [{ id: 'c1', name: tool, input: {} }] }),
    () => ({ say: 'It was done before: job 1699.' }),
  ]);
}

/** A model that begins to speak, and then says nothing more. */
export function staller(protocol: Protocol): ReturnType<typeof model> {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const begun = wire(protocol, { say: 'Well, this is what I have found so far.' }, 1).split('\n\n').slice(0, 5);
    response.write(`${begun.join('\n\n')}\n\n`);
  };
}

/** What the provider got in each request begins with what it got in the one before, to the byte of its texts. */
export function checkPrefix(protocol: Protocol, requests: readonly Received[]): void {
  const bodies = requests.map(({ body }) => JSON.parse(body.toString()) as Json);
  expect(bodies).toHaveLength(TURNS + 1);
  const texts = bodies.map((body) => protocol.messages(body).map((message) => JSON.stringify(message)));
  for (const [at, text] of texts.slice(1).entries()) {
    expect(text.length).toBeGreaterThan(texts[at]!.length);
    expect(text.slice(0, texts[at]!.length)).toEqual(texts[at]);
    expect(JSON.stringify(bodies[at + 1]!['tools'])).toBe(JSON.stringify(bodies[at]!['tools']));
  }
}
