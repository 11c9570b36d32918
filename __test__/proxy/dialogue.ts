// Conversations in which something is elided, and models that ask for it.
import type { ServerResponse } from 'node:http';
import { PROTOCOLS, type Json, type Protocol, type Turn } from '../support/protocols/index.js';
import { SAMPLES, type Sample } from './samples.js';
import { JSON_TYPE, type Received } from './support.js';

export const LOG: string = Array.from(
  { length: 3000 },
  (_, line) => `2026-01-01T00:00:${String(line % 60).padStart(2, '0')} INFO worker ${line % 7} has done job ${line}`,
).join('\n');
export const TOOLS: Json = {
  messages: [{ name: 'fetch', description: 'd', input_schema: { type: 'object' } }],
  chat_completions: [{ type: 'function', function: { name: 'fetch', parameters: { type: 'object' } } }],
  responses: [{ type: 'function', name: 'fetch', parameters: { type: 'object' }, strict: false }],
  generate_content: [{ functionDeclarations: [{ name: 'fetch' }] }],
};

export const CASES: [string, Protocol, Sample][] = SAMPLES.map((sample, at) => [
  PROTOCOLS[at]!.name,
  PROTOCOLS[at]!,
  sample,
]);

/** A request of a conversation: its first, or the one with the tool's result. */
export function requestOf({ request, route }: Sample, isFirst: boolean, more: object = {}): Json {
  const all = request(LOG);
  const list = listIn(all);
  const messages = isFirst
    ? all[list].filter((_: unknown, at: number) => at <= (all[list][0].role === 'system' ? 1 : 0))
    : all[list];
  return { ...all, ...(route === 'responses' && { store: false }), tools: TOOLS[route], [list]: messages, ...more };
}

export const listIn = (body: Json): string => ['messages', 'input', 'contents'].find((name) => name in body)!;
export const pathOf = ({ path, route }: Sample, isStream: boolean): string =>
  route === 'generate_content' && isStream ? path.replace(':generateContent', ':streamGenerateContent?alt=sse') : path;
export const bodyOf = ({ body }: Received): Json => JSON.parse(body.toString());

/** The handle in the note for what was elided. */
export const handleIn = (text: string): string => /headroom_retrieve (\w{16})/.exec(text)![1]!;

/** A model that says these things one after another. What it calls may depend on what it read. */
export function model(
  protocol: Protocol,
  turns: readonly ((body: Json) => Turn)[],
): (request: Received, response: ServerResponse) => void {
  let n = 0;
  return ({ url, body }: Received, response: ServerResponse): void => {
    const read: Json = JSON.parse(body.toString());
    const turn = turns[n]!(read);
    n += 1;
    if (!url.includes('stream') && read['stream'] !== true) {
      response.writeHead(200, JSON_TYPE).end(JSON.stringify(protocol.response(turn, n)));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(wire(protocol, turn, n));
  };
}

export function wire(protocol: Protocol, turn: Turn, n: number): string {
  const events = protocol.events(turn, n);
  const blocks = events.map(
    (event) => `${event['type'] ? `event: ${event['type']}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
  );
  return `: begin\n\n${blocks.join('')}${protocol.end ? `data: ${protocol.end}\n\n` : ''}`;
}

export function eventsIn(stream: string): Json[] {
  return stream
    .split('\n\n')
    .map((block) => /^data: (\{.*)$/m.exec(block)?.[1])
    .filter((data) => data !== undefined)
    .map((data) => JSON.parse(data));
}

/** What a client adds: the response, and the result of each call. Without a result, it knows none of these tools. */
export function saidAndRefused({ route }: Sample, response: Json, result?: string): Json[] {
  const content = result ?? 'no such tool';
  if (route === 'messages') {
    const calls = response['content'].filter(({ type }: Json) => type === 'tool_use');
    const results = calls.map(({ id }: Json) => ({
      type: 'tool_result',
      tool_use_id: id,
      ...(result === undefined && { is_error: true }),
      content,
    }));
    return [
      { role: 'assistant', content: response['content'] },
      { role: 'user', content: results },
    ];
  }
  if (route === 'chat_completions') {
    const { message } = response['choices'][0];
    return [message, ...message.tool_calls.map(({ id }: Json) => ({ role: 'tool', tool_call_id: id, content }))];
  }
  if (route === 'responses') {
    const calls = response['output'].filter(({ type }: Json) => type === 'function_call');
    return [
      ...response['output'],
      ...calls.map(({ call_id }: Json) => ({ type: 'function_call_output', call_id, output: content })),
    ];
  }
  const { content: said } = response['candidates'][0];
  const answer = result === undefined ? { error: content } : { output: content };
  const parts = said.parts
    .filter((part: Json) => part['functionCall'])
    .map(({ functionCall: { id, name } }: Json) => ({ functionResponse: { id, name, response: answer } }));
  return [said, { role: 'user', parts }];
}
