import type { Dialect, Json, Turn } from './protocol.js';

function content({ say, calls = [], after }: Turn): Json[] {
  return [
    ...(say === undefined ? [] : [{ text: say }]),
    ...calls.map(({ id, name, input }) => ({ toolUse: { toolUseId: id, name, input } })),
    ...(after === undefined ? [] : [{ text: after }]),
  ];
}

const reason = ({ calls = [], isCut }: Turn): string =>
  isCut ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn';

/** A dialect without streams, which are not supported for Bedrock. */
export const bedrock: Dialect = {
  name: 'Bedrock',
  provider: 'bedrock',
  request: (prompt) => ({ modelId: 'claude-x', messages: [{ role: 'user', content: [{ text: prompt }] }] }),

  response: (turn, n) => ({
    output: { message: { role: 'assistant', content: content(turn) } },
    stopReason: reason(turn),
    usage: { inputTokens: 100 * n, outputTokens: 10 * n, cacheReadInputTokens: n, totalTokens: 111 * n },
  }),

  messages: ({ messages }) => messages,
  tools: ({ toolConfig: { tools = [] } = {} }) => tools.map(({ toolSpec }: Json) => toolSpec.name),
  results: (messages) =>
    messages.flatMap(({ content: blocks }) =>
      blocks.flatMap(({ toolResult }: Json) => (toolResult ? [toolResult.content[0].text] : [])),
    ),
};
