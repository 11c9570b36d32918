// Bedrock Converse: the name of a block's only field is its type. Tool results are blocks of user messages.
import { argumentsOf, isRecord, records, textsWithin } from '../look.js';
import type { Fields, Path, Piece, Text } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';

/** Types of blocks. */
const BLOCKS = [
  'text',
  'toolUse',
  'toolResult',
  'image',
  'document',
  'video',
  'audio',
  'reasoningContent',
  'cachePoint',
  'guardContent',
  'citationsContent',
  'searchResult',
];

export const messages: MessagesPart = {
  list: 'messages',

  matches({ role, content }: Fields): boolean {
    if (role !== 'user' && role !== 'assistant') return false;
    let isKnown = false;
    for (const [, block] of records(content)) {
      if ('type' in block) return false;
      isKnown ||= BLOCKS.some((key) => key in block);
    }
    return isKnown;
  },

  *read({ role, content }: Fields): Iterable<Piece> {
    for (const [at, { text, toolUse, toolResult }] of records(content)) {
      if (typeof text === 'string') yield { type: role === 'assistant' ? 'assistant' : 'user', text };
      if (isRecord(toolUse) && typeof toolUse['toolUseId'] === 'string' && typeof toolUse['name'] === 'string') {
        yield { type: 'call', id: toolUse['toolUseId'], tool: toolUse['name'] };
        yield* argumentsOf(toolUse['input']);
      }
      // `type` is set if the provider ran the tool. It expects such a result back unchanged.
      if (!isRecord(toolResult) || typeof toolResult['type'] === 'string') continue;
      const id = typeof toolResult['toolUseId'] === 'string' ? toolResult['toolUseId'] : undefined;
      for (const own of textsOf(toolResult['content'], ['content', at, 'toolResult', 'content']))
        yield { type: 'result', id, isError: toolResult['status'] === 'error', ...own };
    }
  },

  added: ({ content }, text) => ({ content: longer(content, text, { text }) }),
};

function* textsOf(content: unknown, path: Path): Iterable<Text> {
  for (const [at, { text, json }] of records(content)) {
    if (typeof text === 'string') yield { text, path: [...path, at, 'text'] };
    yield* textsWithin(json, [...path, at, 'json']);
  }
}
