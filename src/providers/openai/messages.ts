// OpenAI Chat Completions: calls are beside the content of assistant messages. Tool results are messages.
import { argumentsOf, isRecord, parsed, records, textBy, textsIn } from '../look.js';
import type { Fields, Piece } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';

/** Roles that only this shape has. */
const ROLES: ReadonlySet<unknown> = new Set(['system', 'developer', 'tool', 'function']);
const TEXTS: ReadonlySet<unknown> = new Set(['text']);

export const messages: MessagesPart = {
  list: 'messages',

  matches: (message) =>
    ROLES.has(message['role']) ||
    (message['role'] === 'assistant' && ('tool_calls' in message || 'function_call' in message)),

  *read(message: Fields): Iterable<Piece> {
    const { role } = message;
    const texts = textsIn(message['content'], ['content'], TEXTS);
    if (role === 'tool' || role === 'function') {
      const id = String(message[role === 'tool' ? 'tool_call_id' : 'name']);
      for (const text of texts) yield { type: 'result', id, ...text };
      return;
    }
    for (const { text, path } of texts) yield textBy(role, text, path);
    for (const [, call] of records(message['tool_calls']))
      yield* readCall(call['function'] ?? call['custom'], call['id']);
    // The deprecated `function_call` has no id. Its result has the name of the function instead.
    const old = message['function_call'];
    if (isRecord(old)) yield* readCall(old, old['name']);
  },

  added: ({ content }, text) => ({ content: longer(content, text, { type: 'text', text }) }),
};

/** A custom tool takes plain text. Any other tool takes JSON in a string. */
function* readCall(called: unknown, id: unknown): Iterable<Piece> {
  if (!isRecord(called) || typeof called['name'] !== 'string') return;
  yield { type: 'call', id: String(id), tool: called['name'] };
  yield* argumentsOf('input' in called ? { input: called['input'] } : parsed(called['arguments']));
}
