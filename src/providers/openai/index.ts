// OpenAI Chat Completions: calls beside the content of assistant messages; results of tools are messages.
import { isRecord, strings, type Message, type Piece, type Place, type Provider } from '../provider.js';

const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

export const openai: Provider = {
  id: 'openai',

  matches: (messages) => messages.every((message) => isRecord(message) && ROLES.has(String(message['role']))),

  *read(message: Message, index: number): Iterable<Piece> {
    if (!isRecord(message)) return;
    const { role, content } = message;
    if (role === 'tool' || role === 'function') {
      const id = String(message[role === 'tool' ? 'tool_call_id' : 'name']);
      for (const { text, place } of readContent(content, index)) yield { type: 'result', id, text, place };
      return;
    }
    for (const { text } of readContent(content, index)) yield { type: role === 'assistant' ? 'assistant' : 'user', text };
    const calls = Array.isArray(message['tool_calls']) ? message['tool_calls'] : [{ id: isRecord(message['function_call']) && message['function_call']['name'], function: message['function_call'] }];
    for (const call of calls) {
      if (!isRecord(call) || !isRecord(call['function']) || typeof call['function']['name'] !== 'string') continue;
      yield { type: 'call', id: String(call['id']), tool: call['function']['name'] };
      yield* strings(parse(call['function']['arguments']), '');
    }
  },

  replace(message: Message, texts: ReadonlyMap<Place, string>): Message {
    let { content } = message as { content: unknown };
    for (const [{ part }, text] of texts) {
      if (part === undefined) content = text;
      else content = (content as object[]).map((own, at) => (at === part ? { ...own, text } : own));
    }
    return { ...message, content };
  },
};

function* readContent(content: unknown, message: number): Iterable<{ text: string; place: Place }> {
  if (typeof content === 'string') yield { text: content, place: { message } };
  if (!Array.isArray(content)) return;
  for (const [part, own] of content.entries()) {
    if (isRecord(own) && own['type'] === 'text' && typeof own['text'] === 'string') yield { text: own['text'], place: { message, part } };
  }
}

/** The arguments of a call are JSON in a string; what is not is one argument as it stands. */
function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}
