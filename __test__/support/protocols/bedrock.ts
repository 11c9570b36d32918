import { check, json, pieces, type Json, type Protocol, type Turn } from './protocol.js';

const usage = (n: number): Json => ({
  inputTokens: 100 * n,
  outputTokens: 10 * n,
  cacheReadInputTokens: n,
  totalTokens: 111 * n,
});

function content({ think, say, calls = [], after }: Turn): Json[] {
  return [
    ...(think === undefined
      ? []
      : [{ reasoningContent: { reasoningText: { text: think, signature: `signed ${think}` } } }]),
    ...(say === undefined ? [] : [{ text: say }]),
    ...calls.map((call) => ({
      toolUse: { toolUseId: call.id, name: call.name, input: typeof call.input === 'string' ? {} : call.input },
      json: json(call),
    })),
    ...(after === undefined ? [] : [{ text: after }]),
  ];
}

const reason = ({ calls = [], isCut }: Turn): string =>
  isCut ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn';

/** Only blocks of calls have an event for their start. */
function* blockEvents(
  { text, toolUse, reasoningContent, json: input }: Json,
  contentBlockIndex: number,
): Iterable<Json> {
  const delta = (own: Json): Json => ({ contentBlockDelta: { contentBlockIndex, delta: own } });
  if (toolUse) {
    const { input: _input, ...start } = toolUse;
    yield { contentBlockStart: { contentBlockIndex, start: { toolUse: start } } };
    for (const piece of pieces(input)) yield delta({ toolUse: { input: piece } });
  } else if (reasoningContent) {
    const { text: thought, signature } = reasoningContent.reasoningText;
    for (const piece of pieces(thought)) yield delta({ reasoningContent: { text: piece } });
    yield delta({ reasoningContent: { signature } });
  } else for (const piece of pieces(text)) yield delta({ text: piece });
  yield { contentBlockStop: { contentBlockIndex } };
}

export const bedrock: Protocol = {
  name: 'Bedrock',
  provider: 'bedrock',
  request: (prompt) => ({ modelId: 'claude-x', messages: [{ role: 'user', content: [{ text: prompt }] }] }),
  path: (isStream) => `/model/claude-x/converse${isStream ? '-stream' : ''}`,

  response: (turn, n) => ({
    output: { message: { role: 'assistant', content: content(turn).map(({ json: _json, ...block }) => block) } },
    stopReason: reason(turn),
    usage: usage(n),
  }),

  events: (turn, n) => [
    { messageStart: { role: 'assistant' } },
    ...content(turn).flatMap((block, index) => [...blockEvents(block, index)]),
    { messageStop: { stopReason: reason(turn) } },
    { metadata: { usage: usage(n), metrics: { latencyMs: 7 } } },
  ],

  messages: ({ messages }) => messages,
  tools: ({ toolConfig: { tools = [] } = {} }) => tools.map(({ toolSpec }: Json) => toolSpec.name),
  results: (messages) =>
    messages.flatMap(({ content: blocks }) =>
      blocks.flatMap(({ toolResult }: Json) => (toolResult ? [toolResult.content[0].text] : [])),
    ),

  heard: ({ output, usage: used }) => ({
    text: output.message.content.map(({ text = '' }: Json) => text).join(''),
    calls: output.message.content.flatMap(({ toolUse }: Json) => (toolUse ? [toolUse.name] : [])),
    usage: { input: used.inputTokens, output: used.outputTokens, cached: used.cacheReadInputTokens },
  }),

  assembled(events) {
    const blocks: Json[] = [];
    let [role, stopReason, used]: any[] = [];
    let [isOpen, input] = [false, ''];
    for (const event of events as Json[]) {
      const [[type, value]] = Object.entries(event) as [[string, any]];
      check(!used, `${type} after metadata`);
      check((type === 'messageStart') === (role === undefined), `${type} in the wrong place`);
      check(stopReason === undefined || type === 'metadata', `${type} after messageStop`);
      const { contentBlockIndex: index, delta } = value;
      if (type === 'messageStart') role = value.role;
      if (type === 'contentBlockStart' || (type === 'contentBlockDelta' && !isOpen)) {
        check(!isOpen && index === blocks.length, `block ${index} starts in the wrong place`);
        blocks.push(value.start ? structuredClone(value.start) : {});
        [isOpen, input] = [true, ''];
      }
      if (index !== undefined) check(isOpen && index === blocks.length - 1, `${type} of ${index}`);
      if (delta) input += grow(blocks.at(-1)!, delta);
      if (type === 'contentBlockStop') {
        const { toolUse } = blocks.at(-1)!;
        if (toolUse) toolUse.input = parsed(input);
        isOpen = false;
      }
      if (type === 'messageStop') {
        check(!isOpen, 'a message ends within a block');
        stopReason = value.stopReason;
      }
      if (type === 'metadata') used = value.usage;
    }
    check(used !== undefined, 'it does not end');
    return { output: { message: { role, content: blocks } }, stopReason, usage: used };
  },
};

/** Adds a delta to a block. Returns the fragment of arguments in it. */
function grow(block: Json, { text, toolUse, reasoningContent }: Json): string {
  if (text !== undefined) block['text'] = (block['text'] ?? '') + text;
  if (reasoningContent) {
    const { reasoningText = { text: '' } } = block['reasoningContent'] ?? {};
    const { text: thought = '', ...rest } = reasoningContent;
    block['reasoningContent'] = { reasoningText: { ...reasoningText, ...rest, text: reasoningText.text + thought } };
  }
  return toolUse?.input ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}
