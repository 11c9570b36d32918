// Cases of single providers' streams.
import { streamWithRetrieval } from '@headroom/native/retrieval';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, type Json } from '../support/protocols/index.js';
import { all, headroom, retrieved, retrieves, streamed } from '../support/retrieval.js';

it('arguments that are not JSON get an answer, and are sent back in the form that Anthropic asks for', async () => {
  const [protocol] = PROTOCOLS;
  const { bodies } = await streamed(protocol!, [
    { calls: [{ id: 'a', name: 'headroom_retrieve', input: '{"handle": q}' }] },
    { say: 'Well.' },
  ]);
  const [, call] = protocol!.messages(bodies[1]!);
  expect(call!['content'][0].input).toEqual({ INVALID_JSON: '{"handle": q}' });
  expect(protocol!.results(protocol!.messages(bodies[1]!))).toEqual([expect.stringMatching(/^Give the handle/)]);
});

it('a signature that is sent twice is not doubled', async () => {
  const [protocol] = PROTOCOLS;
  const events = protocol!
    .events({ think: 'Hm.', calls: [retrieves('a', '7')] }, 1)
    .map((event) =>
      event['content_block']?.type === 'thinking'
        ? { ...event, content_block: { ...event['content_block'], signature: 'signed Hm.' } }
        : event,
    );
  const requests: Json[] = [];
  await all(
    streamWithRetrieval({
      headroom,
      request: protocol!.request('Why?'),
      send: async function* (request) {
        yield* requests.push(request) === 1 ? events : protocol!.events({ say: 'Because.' }, 2);
      },
    }),
  );
  expect(protocol!.messages(requests[1]!)[1]!['content'][0]).toEqual({
    type: 'thinking',
    thinking: 'Hm.',
    signature: 'signed Hm.',
  });
});

describe('OpenAI Chat', () => {
  const protocol = PROTOCOLS[1]!;
  const delta = (delta: object, more: object = {}) => ({
    id: 'c',
    created: 1,
    choices: [{ index: 0, delta, finish_reason: null, ...more }],
  });
  const call = (index: number, id: string, name: string, input: object) => ({
    index,
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  });
  const sent = async (
    first: object[],
    then = protocol.events({ say: 'Because.' }, 2),
  ): Promise<{ events: Json[]; requests: Json[] }> => {
    const requests: Json[] = [];
    const stream = streamWithRetrieval({
      headroom,
      request: protocol.request('Why?'),
      send: async function* (request) {
        yield* (requests.push(request) === 1 ? first : then) as Json[];
      },
    });
    return { events: await all(stream), requests };
  };

  it('may send everything in one chunk: role, text, calls with one index, finish reason and usage', async () => {
    const [a, b] = [retrieves('a', '7'), retrieves('b', '8')];
    const { events, requests } = await sent([
      {
        ...delta(
          {
            role: 'assistant',
            content: 'Look. ',
            tool_calls: [call(0, 'a', a.name, a.input as object), call(0, 'b', b.name, b.input as object)],
          },
          { finish_reason: 'stop' },
        ),
        usage: { prompt_tokens: 5 },
      },
    ]);
    expect(requests[1]!['messages'].slice(1)).toEqual([
      {
        role: 'assistant',
        content: 'Look. ',
        tool_calls: [a, b].map(({ id, name, input }) => ({
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(input) },
        })),
      },
      ...[
        [7, 'a'],
        [8, 'b'],
      ].map(([line, id]) => ({ role: 'tool', tool_call_id: id, content: retrieved(Number(line)) })),
    ]);
    expect(events[0]).toMatchObject({
      choices: [{ delta: { role: 'assistant', content: 'Look. ' }, finish_reason: null }],
      usage: null,
    });
    expect(events.at(-1)!['usage']).toMatchObject({ prompt_tokens: 205 });
    expect(protocol.assembled(events)['choices'][0].message.content).toBe('Look. Because.');
  });

  it('may repeat the role, id and time in each round', async () => {
    const a = retrieves('a', '7');
    const { events } = await sent(
      [
        delta(
          { role: 'assistant', tool_calls: [call(0, 'a', a.name, a.input as object)] },
          { finish_reason: 'tool_calls' },
        ),
      ],
      [
        { ...delta({ role: 'assistant', content: 'Because.' }), id: 'd', created: 2 },
        { ...delta({}, { finish_reason: 'stop' }), id: 'd', created: 2, usage: {} },
      ] as Json[],
    );
    expect(protocol.assembled(events)).toMatchObject({
      id: 'c',
      choices: [{ message: { role: 'assistant', content: 'Because.' }, finish_reason: 'stop' }],
    });
  });

  it('is passed on unchanged if it has several choices', async () => {
    const a = retrieves('a', '7');
    const given = [
      delta({ role: 'assistant', tool_calls: [call(0, 'a', a.name, a.input as object)] }),
      { id: 'c', choices: [{ index: 1, delta: { content: 'Or this.' } }] },
      delta({}, { finish_reason: 'tool_calls' }),
    ];
    const { events, requests } = await sent(given);
    expect(requests).toHaveLength(1);
    expect(events.map(({ choices }) => choices[0])).toEqual([
      { index: 0, delta: { role: 'assistant' }, finish_reason: null },
      { index: 0, delta: { tool_calls: [call(0, 'a', a.name, a.input as object)] }, finish_reason: null },
      ...given.slice(1).map(({ choices }) => choices[0]),
    ]);
  });
});

describe('Gemini', () => {
  it('is passed on unchanged if it sends arguments in fragments', async () => {
    const given = [
      { functionCall: { name: 'headroom_retrieve', id: 'a', willContinue: true } },
      { functionCall: { partialArgs: [{ jsonPath: '$.handle', stringValue: 'q9' }] } },
      { text: 'So.' },
    ].map((part, at) => ({
      responseId: 'r',
      candidates: [{ content: { role: 'model', parts: [part] }, ...(at === 2 ? { finishReason: 'STOP' } : {}) }],
    }));
    const stream = streamWithRetrieval({
      headroom,
      request: PROTOCOLS[3]!.request('Why?'),
      send: async function* () {
        yield* given;
      },
    });
    expect(await all(stream)).toEqual(given);
    expect(stream.outcome!.ended).toBe('answered');
  });
});
