// Requests with something to compress in them, in each provider's shape.
import { gunzipSync } from 'node:zlib';

/** Rows that say much the same: compressing them exactly saves most of their tokens. */
export const ROWS: string = JSON.stringify(
  Array.from({ length: 120 }, (_, at) => ({
    id: 4000 + at,
    host: `node-${at % 7}.local`,
    state: 'running',
    zone: 'eu',
  })),
  null,
  2,
);

/** A request whose last tool result is `text`, and where it goes. */
export interface Sample {
  readonly name: string;
  readonly path: string;
  readonly route: string;
  request(text: string): Record<string, any>;
  /** The text of the last tool result in such a request. */
  resultIn(body: any): string;
}

const QUESTION = 'Which hosts are in trouble?';

export const SAMPLES: readonly Sample[] = [
  {
    name: 'Anthropic Messages',
    path: '/v1/messages',
    route: 'messages',
    request: (text) => ({
      model: 'claude-sonnet-5',
      max_tokens: 1000,
      system: 'You are careful.',
      tools: [{ name: 'fetch', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: QUESTION },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'a', name: 'fetch', input: { url: 'http://inventory' } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
      ],
    }),
    resultIn: (body) => body.messages.at(-1).content[0].content,
  },
  {
    name: 'OpenAI Chat Completions',
    path: '/v1/chat/completions',
    route: 'chat_completions',
    request: (text) => ({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: 'You are careful.' },
        { role: 'user', content: QUESTION },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'fetch', arguments: '{"url":"http://inventory"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'a', content: text },
      ],
    }),
    resultIn: (body) => body.messages.at(-1).content,
  },
  {
    name: 'OpenAI Responses',
    path: '/v1/responses',
    route: 'responses',
    request: (text) => ({
      model: 'gpt-4o',
      input: [
        { role: 'user', content: QUESTION },
        { type: 'function_call', call_id: 'a', name: 'fetch', arguments: '{"url":"http://inventory"}' },
        { type: 'function_call_output', call_id: 'a', output: text },
      ],
    }),
    resultIn: (body) => body.input.at(-1).output,
  },
  {
    name: 'Gemini',
    path: '/v1beta/models/gemini-2.5-pro:generateContent',
    route: 'generate_content',
    request: (text) => ({
      contents: [
        { role: 'user', parts: [{ text: QUESTION }] },
        { role: 'model', parts: [{ functionCall: { name: 'fetch', args: { url: 'http://inventory' } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'fetch', response: { output: text } } }] },
      ],
    }),
    resultIn: (body) => body.contents.at(-1).parts[0].functionResponse.response.output,
  },
];

export const [ANTHROPIC, CHAT, RESPONSES, GEMINI] = SAMPLES as [Sample, Sample, Sample, Sample];

/** What a provider read, without its content encoding. */
export function unzipped(body: Buffer): any {
  return JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString());
}
