// Anthropic Messages: content is a string or a list of blocks. Tool results are blocks of user messages.
import { argumentsOf, isByModel, records, textsIn } from '../look.js';
import type { Fields, Piece } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';

const TEXTS: ReadonlySet<unknown> = new Set(['text']);

export const messages: MessagesPart = {
  list: 'messages',

  // Chat Completions has calls in a field beside `content`; Anthropic has them in `content`.
  matches: (message) =>
    'content' in message &&
    (message['role'] === 'user' ||
      (message['role'] === 'assistant' && !('tool_calls' in message) && !('function_call' in message))),

  *read({ role, content }: Fields): Iterable<Piece> {
    const type = role === 'assistant' ? 'assistant' : 'user';
    if (typeof content === 'string') yield { type, text: content };
    for (const [at, block] of records(content)) {
      if (block['type'] === 'text' && typeof block['text'] === 'string') yield { type, text: block['text'] };
      if (block['type'] === 'tool_use') yield* readCall(block);
      if (block['type'] === 'tool_result') {
        const id = typeof block['tool_use_id'] === 'string' ? block['tool_use_id'] : undefined;
        for (const text of textsIn(block['content'], ['content', at, 'content'], TEXTS))
          yield { type: 'result', id, ...text };
      }
    }
  },

  added: ({ content }, text) => ({ content: longer(content, text, { type: 'text', text }) }),
};

function* readCall({ id, name, input, caller }: Fields): Iterable<Piece> {
  if (typeof id !== 'string' || typeof name !== 'string') return;
  const forProgram = !isByModel(caller);
  yield { type: 'call', id, tool: name, forProgram };
  if (!forProgram) yield* argumentsOf(input);
}
