import { check, json, pieces, type Json, type Protocol, type Turn } from './protocol.js';

const usage = (n: number): Json => ({
  input_tokens: 100 * n,
  input_tokens_details: { cached_tokens: n },
  output_tokens: 10 * n,
  output_tokens_details: { reasoning_tokens: 2 * n },
  total_tokens: 110 * n,
});
const message = (text: string, id: string): Json => ({
  type: 'message',
  id,
  status: 'completed',
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [] }],
});

function output({ think, say, calls = [], after }: Turn, n: number): Json[] {
  return [
    ...(think === undefined ? [] : [{ type: 'reasoning', id: `rs_${n}`, summary: [], encrypted_content: think }]),
    ...(say === undefined ? [] : [message(say, `msg_${n}`)]),
    ...calls.map((call) => ({
      type: 'function_call',
      id: `fc_${call.id}`,
      call_id: call.id,
      name: call.name,
      arguments: json(call),
      status: 'completed',
    })),
    ...(after === undefined ? [] : [message(after, `msg_${n}_after`)]),
  ];
}

function* itemEvents(item: Json, output_index: number): Iterable<Json> {
  const of = { item_id: item['id'], output_index };
  if (item['type'] === 'message') {
    const [part] = item['content'];
    yield { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', content: [] } };
    yield { type: 'response.content_part.added', ...of, content_index: 0, part: { ...part, text: '' } };
    for (const delta of pieces(part.text)) yield { type: 'response.output_text.delta', ...of, content_index: 0, delta };
    yield { type: 'response.output_text.done', ...of, content_index: 0, text: part.text };
  } else if (item['type'] === 'function_call') {
    yield { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress', arguments: '' } };
    for (const delta of pieces(item['arguments']))
      yield { type: 'response.function_call_arguments.delta', ...of, delta };
    yield { type: 'response.function_call_arguments.done', ...of, arguments: item['arguments'] };
  } else {
    yield { type: 'response.output_item.added', output_index, item };
  }
  yield { type: 'response.output_item.done', output_index, item };
}

export const responses: Protocol = {
  name: 'OpenAI Responses',
  provider: 'responses',
  request: (prompt) => ({ model: 'gpt-x', input: prompt }),
  path: () => '/v1/responses',
  response: (turn, n) => ({
    id: `resp_${n}`,
    object: 'response',
    status: turn.isCut ? 'incomplete' : 'completed',
    model: 'gpt-x',
    output: output(turn, n),
    usage: usage(n),
  }),

  events(turn, n) {
    const start = {
      id: `resp_${n}`,
      object: 'response',
      status: 'in_progress',
      model: 'gpt-x',
      output: [],
      usage: null,
    };
    const events = [
      { type: 'response.created', response: start },
      { type: 'response.in_progress', response: start },
      ...output(turn, n).flatMap((item, index) => [...itemEvents(item, index)]),
      { type: turn.isCut ? 'response.incomplete' : 'response.completed', response: responses.response(turn, n) },
    ];
    return events.map((event, sequence_number) => ({ ...event, sequence_number }));
  },

  messages: ({ input }) => (typeof input === 'string' ? [{ role: 'user', content: input }] : input),
  tools: ({ tools = [] }) => tools.map(({ name }: Json) => name),
  results: (messages) => messages.filter(({ type }) => type === 'function_call_output').map((item) => item['output']),

  heard: ({ output: items, usage: used }) => ({
    text: items
      .filter(({ type }: Json) => type === 'message')
      .map(({ content: [{ text }] }: Json) => text)
      .join(''),
    calls: items.filter(({ type }: Json) => type === 'function_call').map(({ name }: Json) => name),
    usage: { input: used.input_tokens, output: used.output_tokens, cached: used.input_tokens_details.cached_tokens },
  }),

  assembled(events) {
    const items: Json[] = [];
    for (const [at, { type, sequence_number: sequence, output_index: index, item }] of (events as Json[]).entries()) {
      check(sequence === at, `event ${sequence} in place ${at}`);
      check(
        (type === 'response.created') === (at === 0) && (type === 'response.in_progress') === (at === 1),
        `${type} in place ${at}`,
      );
      check(
        /^response\.(completed|incomplete)$/.test(type) === (at === events.length - 1),
        `${type} in place ${at} of ${events.length}`,
      );
      if (type === 'response.output_item.added') check(index === items.length, `item ${index} in the wrong place`);
      if (index !== undefined) check(index <= items.length, `${type} of item ${index}`);
      if (item) items[index] = item;
    }
    const { response } = events.at(-1)!;
    check(JSON.stringify(response.output) === JSON.stringify(items), 'the completed output differs from its items');
    return response;
  },
};
