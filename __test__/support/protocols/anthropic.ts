import { check, json, pieces, type Json, type Protocol, type Turn } from './protocol.js';

const usage = (n: number): Json => ({
  input_tokens: 100 * n,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: n,
  cache_creation: { ephemeral_5m_input_tokens: 0 },
  output_tokens: 10 * n,
  service_tier: 'standard',
});

function content({ think, say, calls = [], after }: Turn): Json[] {
  return [
    ...(think === undefined ? [] : [{ type: 'thinking', thinking: think, signature: `signed ${think}` }]),
    ...(say === undefined ? [] : [{ type: 'text', text: say }]),
    ...calls.map((call) => ({
      type: 'tool_use',
      id: call.id,
      name: call.name,
      input: typeof call.input === 'string' ? {} : call.input,
      json: json(call),
    })),
    ...(after === undefined ? [] : [{ type: 'text', text: after }]),
  ];
}

const reason = ({ calls = [], isCut }: Turn): string =>
  isCut ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn';

function* blockEvents({ json: input, ...block }: Json, index: number): Iterable<Json> {
  const delta = (delta: Json): Json => ({ type: 'content_block_delta', index, delta });
  const starts: Json = {
    text: { ...block, text: '' },
    thinking: { ...block, thinking: '', signature: '' },
    tool_use: { ...block, input: {} },
  };
  yield { type: 'content_block_start', index, content_block: starts[block['type']] };
  if (block['type'] === 'text') for (const text of pieces(block['text'])) yield delta({ type: 'text_delta', text });
  if (block['type'] === 'thinking') {
    for (const thinking of pieces(block['thinking'])) yield delta({ type: 'thinking_delta', thinking });
    yield delta({ type: 'signature_delta', signature: block['signature'] });
  }
  if (block['type'] === 'tool_use')
    for (const partial_json of pieces(input)) yield delta({ type: 'input_json_delta', partial_json });
  yield { type: 'content_block_stop', index };
}

export const anthropic: Protocol = {
  name: 'Anthropic',
  provider: 'anthropic',
  request: (prompt) => ({ model: 'claude-x', max_tokens: 1000, messages: [{ role: 'user', content: prompt }] }),
  path: () => '/v1/messages',

  response: (turn, n) => ({
    id: `msg_${n}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-x',
    content: content(turn).map(({ json: _json, ...block }) => block),
    stop_reason: reason(turn),
    stop_sequence: null,
    usage: usage(n),
  }),

  events: (turn, n) => [
    {
      type: 'message_start',
      message: {
        id: `msg_${n}`,
        type: 'message',
        role: 'assistant',
        model: 'claude-x',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usage(n), output_tokens: 1 },
      },
    },
    { type: 'ping' },
    ...content(turn).flatMap((block, index) => [...blockEvents(block, index)]),
    {
      type: 'message_delta',
      delta: { stop_reason: reason(turn), stop_sequence: null },
      usage: { output_tokens: 10 * n },
    },
    { type: 'message_stop' },
  ],

  messages: ({ messages }) => messages,
  tools: ({ tools = [] }) => tools.map(({ name }: Json) => name),
  results: (messages) =>
    messages.flatMap(({ content: blocks }) =>
      Array.isArray(blocks) ? blocks.filter(({ type }) => type === 'tool_result').map((block) => block.content) : [],
    ),

  heard: ({ content: blocks, usage: used }) => ({
    text: blocks
      .filter(({ type }: Json) => type === 'text')
      .map(({ text }: Json) => text)
      .join(''),
    calls: blocks.filter(({ type }: Json) => type === 'tool_use').map(({ name }: Json) => name),
    usage: { input: used.input_tokens, output: used.output_tokens, cached: used.cache_read_input_tokens },
  }),

  assembled(events) {
    let message: Json | undefined;
    let open: number | undefined;
    let input = '';
    let isStopped = false;
    for (const { type, index, ...event } of events as Json[]) {
      check(!isStopped, `${type} after message_stop`);
      check(
        type === 'message_start' ? !message : message !== undefined || type === 'ping',
        `${type} in the wrong place`,
      );
      if (type === 'message_start') message = structuredClone(event['message']) as Json;
      if (type === 'content_block_start') {
        check(open === undefined && index === message!['content'].length, `block ${index} starts in the wrong place`);
        message!['content'].push({ ...event['content_block'] });
        open = index;
        input = '';
      }
      if (type === 'content_block_delta' || type === 'content_block_stop')
        check(open === index, `${type} of ${index}, and not of ${open}`);
      const block = message?.['content'][open ?? -1];
      if (type === 'content_block_delta') {
        const { type: kind, ...delta } = event['delta'];
        if (kind === 'input_json_delta') input += delta.partial_json;
        else
          for (const [name, value] of Object.entries(delta))
            block[name] = name === 'signature' ? value : block[name] + value;
      }
      if (type === 'content_block_stop') {
        if (block.type === 'tool_use') block.input = parsed(input);
        open = undefined;
      }
      if (type === 'message_delta') {
        check(open === undefined, 'a message ends within a block');
        Object.assign(message!, event['delta']);
        Object.assign(message!['usage'], event['usage']);
      }
      isStopped = type === 'message_stop';
    }
    check(isStopped, 'it does not stop');
    return message!;
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}
