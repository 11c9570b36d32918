// Anthropic Messages: content is a string or a list of blocks. Tool results are blocks of user messages.
import { argumentsOf, isByModel, isRecord, records, textBy, textsIn } from '../look.js';
import type { Fields, Path, Piece, Text } from '../message.js';
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
    if (typeof content === 'string') yield textBy(role, content, ['content']);
    for (const [at, block] of records(content)) {
      if (block['type'] === 'text' && typeof block['text'] === 'string')
        yield textBy(role, block['text'], ['content', at, 'text']);
      if (block['type'] === 'tool_use') yield* readCall(block);
      if (block['type'] === 'tool_result') {
        const id = typeof block['tool_use_id'] === 'string' ? block['tool_use_id'] : undefined;
        const isError = block['is_error'] === true;
        for (const text of textsIn(block['content'], ['content', at, 'content'], TEXTS))
          yield { type: 'result', id, isError, ...text };
        for (const [within, part] of records(block['content']))
          for (const text of documentTexts(part, ['content', at, 'content', within]))
            yield { type: 'result', id, isError, ...text };
      }
      if (role === 'user')
        for (const text of documentTexts(block, ['content', at])) yield { type: 'document', ...text };
    }
  },

  added: ({ content }, text) => ({ content: longer(content, text, { type: 'text', text }) }),
};

/** The texts of a document or a search result. Citations count its characters, so with citations it stays as it is. */
function* documentTexts({ type, source, content, citations }: Fields, path: Path): Iterable<Text> {
  if (isRecord(citations) && citations['enabled'] === true) return;
  if (type === 'search_result') yield* textsIn(content, [...path, 'content'], TEXTS);
  if (type !== 'document' || !isRecord(source)) return;
  if (source['type'] === 'text' && typeof source['data'] === 'string')
    yield { text: source['data'], path: [...path, 'source', 'data'] };
  if (source['type'] === 'content') yield* textsIn(source['content'], [...path, 'source', 'content'], TEXTS);
}

function* readCall({ id, name, input, caller }: Fields): Iterable<Piece> {
  if (typeof id !== 'string' || typeof name !== 'string') return;
  const forProgram = !isByModel(caller);
  yield { type: 'call', id, tool: name, forProgram };
  if (!forProgram) yield* argumentsOf(input);
}
