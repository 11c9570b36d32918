import { check, json, pieces, type Json, type Protocol, type Turn } from './protocol.js';

const usage = (n: number): Json => ({
  prompt_tokens: 100 * n,
  completion_tokens: 10 * n,
  total_tokens: 110 * n,
  prompt_tokens_details: { cached_tokens: n },
  completion_tokens_details: { reasoning_tokens: 2 * n },
});
const reason = ({ calls = [], isCut }: Turn): string => (isCut ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop');
const called = (turn: Turn): Json[] =>
  (turn.calls ?? []).map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: json(call) },
  }));
const said = ({ say = '', after = '' }: Turn): string => say + after;

export const openai: Protocol = {
  name: 'OpenAI Chat',
  provider: 'openai',
  request: (prompt) => ({ model: 'gpt-x', messages: [{ role: 'user', content: prompt }] }),
  path: () => '/v1/chat/completions',

  response: (turn, n) => ({
    id: `chatcmpl-${n}`,
    object: 'chat.completion',
    created: n,
    model: 'gpt-x',
    usage: usage(n),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: said(turn) || null,
          ...(turn.think ? { reasoning_content: turn.think } : {}),
          ...(turn.calls ? { tool_calls: called(turn) } : {}),
        },
        finish_reason: reason(turn),
      },
    ],
  }),

  events(turn, n) {
    const chunk = (choices: Json[], more: Json = {}): Json => ({
      id: `chatcmpl-${n}`,
      object: 'chat.completion.chunk',
      created: n,
      model: 'gpt-x',
      choices,
      usage: null,
      ...more,
    });
    const delta = (delta: Json, finish_reason: string | null = null): Json =>
      chunk([{ index: 0, delta, finish_reason }]);
    return [
      delta({ role: 'assistant', content: '' }),
      ...(turn.think ? pieces(turn.think).map((reasoning_content) => delta({ reasoning_content })) : []),
      ...(turn.say ? pieces(turn.say).map((content) => delta({ content })) : []),
      ...called(turn).flatMap(({ function: { name, arguments: input }, ...call }, index) => [
        delta({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] }),
        ...pieces(input).map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
      ]),
      ...(turn.after ? pieces(turn.after).map((content) => delta({ content })) : []),
      delta({}, reason(turn)),
      chunk([], { usage: usage(n) }),
    ];
  },

  end: '[DONE]',
  messages: ({ messages }) => messages,
  tools: ({ tools = [] }) => tools.map((tool: Json) => tool['function'].name),
  results: (messages) => messages.filter(({ role }) => role === 'tool').map(({ content }) => content),

  heard: ({ choices: [{ message }], usage: used }) => ({
    text: message.content ?? '',
    calls: (message.tool_calls ?? []).map((call: Json) => call['function'].name),
    usage: {
      input: used.prompt_tokens,
      output: used.completion_tokens,
      cached: used.prompt_tokens_details.cached_tokens,
    },
  }),

  assembled(events) {
    const message: Json = { role: undefined, content: null };
    const calls: Json[] = [];
    let finish: string | undefined;
    let used: Json | undefined;
    for (const { id, created, choices, usage: now } of events as Json[]) {
      check(id === events[0]!['id'] && created === events[0]!['created'], `a chunk of ${id} in ${events[0]!['id']}`);
      check(used === undefined, 'a chunk after the usage');
      used = now ?? used;
      for (const { delta, finish_reason: reason } of choices) {
        check(finish === undefined, 'a choice after the finish reason');
        check(
          (delta.role === undefined) !== (message['role'] === undefined),
          'the role is not sent exactly once, at the start',
        );
        message['role'] ??= delta.role;
        if (typeof delta.content === 'string') message['content'] = (message['content'] ?? '') + delta.content;
        if (typeof delta.reasoning_content === 'string')
          message['reasoning_content'] = (message['reasoning_content'] ?? '') + delta.reasoning_content;
        for (const { index, ...call } of delta.tool_calls ?? []) {
          check(index <= calls.length, `call ${index} in the wrong place`);
          if (index === calls.length) calls.push(structuredClone(call));
          else calls[index]!['function'].arguments += call.function.arguments;
        }
        finish = reason ?? finish;
      }
    }
    check(finish !== undefined && used !== undefined, 'it does not finish');
    if (message['content'] === '') message['content'] = null;
    return {
      id: events[0]!['id'],
      choices: [
        {
          index: 0,
          message: { ...message, ...(calls.length > 0 ? { tool_calls: calls } : {}) },
          finish_reason: finish,
        },
      ],
      usage: used,
    };
  },
};
