// Converts a conversation to the shape of each provider.
import type { Random } from './random.js';
import { line } from './texts.js';
import type { Call, Turn } from './turns.js';

/** Messages in a provider's shape. */
export type Messages = Record<string, unknown>[];

/** Converts a conversation. Optional parts of the shape, and parts that are passed on unchanged, are random. */
export type Shape = (random: Random, conversation: readonly Turn[]) => Messages;

const IMAGE = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
const list = (result: Call['result']): readonly string[] => (typeof result === 'string' ? [result] : result);
const args = ({ input }: Call): string => JSON.stringify(input);

/** A shape from its two kinds of messages: texts, and calls with their results. Ids of calls start with `prefix`. */
function shape(
  prefix: string,
  said: (random: Random, role: 'user' | 'assistant', text: string) => Messages,
  called: (random: Random, calls: readonly (Call & { id: string })[]) => Messages,
): Shape {
  return (random, conversation) => {
    let count = 0;
    return conversation.flatMap((turn) =>
      'say' in turn
        ? said(random, turn.role, turn.say)
        : called(
            random,
            turn.calls.map((call) => ({ ...call, id: `${prefix}${count++}` })),
          ),
    );
  };
}

const anthropic = shape(
  'toolu_',
  (random, role, text) => [
    { role, content: random.onceIn(2) ? text : [{ type: 'text', text, cache_control: { type: 'ephemeral' } }] },
  ],
  (random, calls) => {
    const thinking = random.onceIn(3) ? [{ type: 'thinking', thinking: line(random), signature: 'c2ln' }] : [];
    const uses = calls.map(({ id, tool, input }) => ({ type: 'tool_use', id, name: tool, input }));
    const results = calls.map(({ id, result }) => {
      const blocks = list(result).flatMap((text) => [{ type: 'text', text }, ...(random.onceIn(5) ? [IMAGE] : [])]);
      return {
        type: 'tool_result',
        tool_use_id: id,
        content: typeof result === 'string' && random.onceIn(2) ? result : blocks,
        ...(random.onceIn(9) ? { cache_control: { type: 'ephemeral' }, is_error: false } : {}),
      };
    });
    return [
      { role: 'assistant', content: [...thinking, ...uses] },
      {
        role: 'user',
        content: random.onceIn(5) ? [...results, { type: 'unknown_block', text: line(random) }] : results,
      },
    ];
  },
);

const openai = shape(
  'call_',
  (random, role, text) => [{ role, content: random.onceIn(2) ? text : [{ type: 'text', text }] }],
  (random, calls) => [
    {
      role: 'assistant',
      content: null,
      ...(random.onceIn(3) ? { reasoning_content: line(random) } : {}),
      tool_calls: calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.tool, arguments: args(call) },
      })),
    },
    ...calls.map(({ id, result }) => ({
      role: 'tool',
      tool_call_id: id,
      content: typeof result === 'string' ? result : result.map((text) => ({ type: 'text', text })),
    })),
  ],
);

const responses = shape(
  'call_',
  (random, role, text) => {
    if (random.onceIn(3)) return [{ role, content: text }];
    return [
      {
        type: 'message',
        role,
        content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }],
        ...(random.onceIn(2) ? { id: 'msg_1', status: 'completed' } : {}),
      },
    ];
  },
  (random, calls) => [
    ...(random.onceIn(2)
      ? [
          {
            type: 'reasoning',
            id: 'rs_1',
            summary: [{ type: 'summary_text', text: line(random) }],
            encrypted_content: 'Z0FB',
          },
        ]
      : []),
    ...calls.map((call) => ({
      type: 'function_call',
      call_id: call.id,
      name: call.tool,
      arguments: args(call),
      status: 'completed',
    })),
    ...(random.onceIn(5) ? [{ type: 'item_reference', id: 'msg_0' }] : []),
    ...calls.map(({ id, result }) => ({
      type: 'function_call_output',
      call_id: id,
      output:
        typeof result === 'string'
          ? result
          : [...result.map((text) => ({ type: 'input_text', text })), { type: 'input_image', image_url: 'data:,' }],
    })),
  ],
);

/**
 * In camelCase, as Google's JavaScript libraries write it, or in snake_case, as those for Python do, with or without
 * ids.
 */
const gemini = shape(
  'fc-',
  (_, role, text) => [{ role: role === 'user' ? 'user' : 'model', parts: [{ text }] }],
  (random, calls) => {
    const [call, response] = random.onceIn(2)
      ? ['functionCall', 'functionResponse']
      : ['function_call', 'function_response'];
    const named = random.onceIn(2) ? (id: string) => ({ id }) : () => ({});
    const thoughts = random.onceIn(3) ? [{ text: line(random), thought: true }] : [];
    return [
      {
        role: 'model',
        parts: [
          ...thoughts,
          ...calls.map(({ id, tool, input }) => ({
            [call]: { ...named(id), name: tool, args: input },
            thoughtSignature: 'c2ln',
          })),
        ],
      },
      {
        role: random.pick(['user', 'function']),
        parts: calls.map(({ id, tool, result }) => ({
          [response]: {
            ...named(id),
            name: tool,
            response:
              typeof result === 'string'
                ? { [random.pick(['result', 'output', 'content', 'error'])]: result }
                : Object.fromEntries(result.map((text, at) => [`part ${at}`, text])),
          },
        })),
      },
    ];
  },
);

const bedrock = shape(
  'tooluse_',
  (random, role, text) => [
    { role, content: [{ text }, ...(random.onceIn(4) ? [{ cachePoint: { type: 'default' } }] : [])] },
  ],
  (random, calls) => [
    {
      role: 'assistant',
      content: [
        ...(random.onceIn(3)
          ? [{ reasoningContent: { reasoningText: { text: line(random), signature: 'c2ln' } } }]
          : []),
        ...calls.map(({ id, tool, input }) => ({ toolUse: { toolUseId: id, name: tool, input } })),
      ],
    },
    {
      role: 'user',
      content: calls.map(({ id, result }) => ({
        toolResult: {
          toolUseId: id,
          content: [
            ...list(result).map((text) => ({ text })),
            ...(random.onceIn(5)
              ? [{ json: { exit: 0 } }, { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } }]
              : []),
          ],
          ...(random.onceIn(3) ? { status: 'success' } : {}),
        },
      })),
    },
  ],
);

const vercelText = (random: Random, role: 'user' | 'assistant', text: string): Messages => [
  {
    role,
    content: random.onceIn(2)
      ? text
      : [{ type: 'text', text, providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }],
  },
];

const vercel = shape('call_', vercelText, (random, calls) => [
  {
    role: 'assistant',
    content: [
      ...(random.onceIn(3) ? [{ type: 'reasoning', text: line(random) }] : []),
      ...calls.map(({ id, tool, input }) => ({ type: 'tool-call', toolCallId: id, toolName: tool, input })),
    ],
  },
  {
    role: 'tool',
    content: calls.map(({ id, tool, result }) => ({
      type: 'tool-result',
      toolCallId: id,
      toolName: tool,
      output:
        typeof result === 'string'
          ? { type: random.pick(['text', 'error-text', 'json']), value: result }
          : {
              type: 'content',
              value: [
                ...result.map((text) => ({ type: 'text', text })),
                { type: 'media', data: 'iVBORw0KGgo=', mediaType: 'image/png' },
              ],
            },
    })),
  },
]);

/** In version 4 a result is a single value. */
const vercel4 = shape('call_', vercelText, (_, calls) => [
  {
    role: 'assistant',
    content: calls.map((call) => ({ type: 'tool-call', toolCallId: call.id, toolName: call.tool, args: call.input })),
  },
  {
    role: 'tool',
    content: calls.map(({ id, tool, result }) => ({
      type: 'tool-result',
      toolCallId: id,
      toolName: tool,
      result: list(result).join('\n'),
    })),
  },
]);

const vercelUi = shape(
  'call_',
  (_, role, text) => [{ id: 'm', role, parts: [{ type: 'text', text }] }],
  (random, calls) => [
    {
      id: 'm',
      role: 'assistant',
      parts: [
        { type: 'step-start' },
        ...calls.map(({ id, tool, input, result }) => ({
          ...(random.onceIn(2) ? { type: `tool-${tool}` } : { type: 'dynamic-tool', toolName: tool }),
          toolCallId: id,
          state: 'output-available',
          input,
          output: list(result).join('\n'),
        })),
      ],
    },
  ],
);

/** All shapes by name. */
export const SHAPES = {
  anthropic,
  openai,
  responses,
  gemini,
  bedrock,
  vercel,
  'vercel-4': vercel4,
  'vercel-ui': vercelUi,
} as const satisfies Record<string, Shape>;

/** Shapes in which a result has a single text. A list of texts is joined by line feeds. */
export const ONE_TEXT: ReadonlySet<string> = new Set(['vercel-4', 'vercel-ui']);
