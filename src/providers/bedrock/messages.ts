// Bedrock Converse: the name of a block's only field is its type. Tool results are blocks of user messages.
import { argumentsOf, isRecord, records, textBy, textsWithin } from '../look.js';
import type { Fields, Path, Piece, Text } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';
import { textOf, textsOf, type Structure } from '../structured.js';

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
      if (typeof text === 'string') yield textBy(role, text, ['content', at, 'text']);
      if (isRecord(toolUse) && typeof toolUse['toolUseId'] === 'string' && typeof toolUse['name'] === 'string') {
        yield { type: 'call', id: toolUse['toolUseId'], tool: toolUse['name'] };
        yield* argumentsOf(toolUse['input']);
      }
      // `type` is set if the provider ran the tool. It expects such a result back unchanged.
      if (!isRecord(toolResult) || typeof toolResult['type'] === 'string') continue;
      const id = typeof toolResult['toolUseId'] === 'string' ? toolResult['toolUseId'] : undefined;
      for (const own of textsIn(toolResult['content'], ['content', at, 'toolResult', 'content']))
        yield { type: 'result', id, isError: toolResult['status'] === 'error', ...own };
    }
  },

  *structures({ content }: Fields): Iterable<Structure> {
    for (const [at, { toolResult }] of records(content))
      if (isRecord(toolResult))
        for (const [entry, { json: value }] of records(toolResult['content']))
          if (isRecord(value) || Array.isArray(value))
            yield structureAt(['content', at, 'toolResult', 'content', entry], value);
  },

  added: ({ content }, text) => ({ content: longer(content, text, { text }) }),
};

/** The texts of a result. An entry of its content may be replaced if it is a text or a value, and nothing else. */
function* textsIn(content: unknown, path: Path): Iterable<Text> {
  for (const [at, entry] of records(content)) {
    const { text, json } = entry;
    const isAlone = Object.keys(entry).length === 1;
    const structure = structureAt([...path, at], json);
    if (typeof text === 'string' && isAlone) yield* textOf(text, [...path, at, 'text'], structure);
    else if (typeof text === 'string') yield { text, path: [...path, at, 'text'] };
    if (isAlone) yield* textsOf(structure);
    else yield* textsWithin(json, structure.path);
  }
}

function structureAt(place: Path, value: unknown): Structure {
  return { value, path: [...place, 'json'], place, asValue: (json) => ({ json }), asText: (text) => ({ text }) };
}
