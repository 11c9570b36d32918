// Model messages of the Vercel AI SDK: a result is in `output` since version 5, and in `result` before.
import { argumentsOf, holds, isRecord, records, textBy, textsIn, textsWithin } from '../look.js';
import type { Fields, Path, Piece, Text } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';
import { textOf, textsOf, type Structure } from '../structured.js';

/** Types of parts that only this shape has. */
const PARTS: ReadonlySet<unknown> = new Set([
  'tool-call',
  'tool-result',
  'tool-approval-request',
  'tool-approval-response',
]);
const TEXTS: ReadonlySet<unknown> = new Set(['text']);

export const messages: MessagesPart = {
  list: 'messages',

  matches: ({ role, content }) => typeof role === 'string' && holds(content, PARTS),

  *read({ role, content }: Fields): Iterable<Piece> {
    for (const [at, part] of records(content)) {
      const id = String(part['toolCallId']);
      if (part['type'] === 'text' && typeof part['text'] === 'string')
        yield textBy(role, part['text'], ['content', at, 'text']);
      if (part['type'] === 'tool-call' && typeof part['toolName'] === 'string') {
        yield { type: 'call', id, tool: part['toolName'] };
        yield* argumentsOf(part['input'] ?? part['args']);
      }
      // Results in assistant messages come from the provider, which has the originals.
      if (part['type'] !== 'tool-result' || role !== 'tool') continue;
      const isError = isRecord(part['output']) && String(part['output']['type']).startsWith('error-');
      for (const text of readResult(part, ['content', at])) yield { type: 'result', id, isError, ...text };
    }
  },

  *structures({ content }: Fields): Iterable<Structure> {
    for (const [at, { output }] of records(content))
      if (isRecord(output) && output['type'] === 'json' && typeof output['value'] === 'object')
        yield structureAt(['content', at, 'output'], output);
  },

  added: ({ content }, text) => ({ content: longer(content, text, { type: 'text', text }) }),
};

function* readResult({ output, result }: Fields, path: Path): Iterable<Text> {
  if (!isRecord(output)) {
    yield* textsWithin(result, [...path, 'result']);
    return;
  }
  const { type, value } = output;
  const way = [...path, 'output', 'value'];
  if (type === 'json') yield* textsOf(structureAt([...path, 'output'], output));
  if (type === 'error-json') yield* textsWithin(value, way);
  if (type === 'text' && typeof value === 'string') yield* textOf(value, way, structureAt([...path, 'output'], output));
  if (type === 'error-text' || type === 'content') yield* textsIn(value, way, TEXTS);
}

function structureAt(place: Path, output: Fields): Structure {
  return {
    value: output['value'],
    path: [...place, 'value'],
    place,
    asValue: (value) => ({ ...output, type: 'json', value }),
    asText: (value) => ({ ...output, type: 'text', value }),
  };
}
