// Gemini: `contents` is a list of messages that consist of parts. Calls and results are parts. Field names are in
// camelCase or snake_case.
import { argumentsOf, isRecord, records, textBy, textsWithin } from '../look.js';
import type { Fields, Path, Piece, Text } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { textOf, textsOf, type Structure } from '../structured.js';

const ROLES: ReadonlySet<unknown> = new Set(['user', 'model', 'function', 'tool', 'system']);
/** Fields of parts. One of them identifies a message without a role. */
const PARTS = [
  'text',
  'functionCall',
  'function_call',
  'functionResponse',
  'function_response',
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
];

export const messages: MessagesPart = {
  list: 'contents',
  wrappers: ['request', 'generateContentRequest'],

  matches({ role, parts, content }: Fields): boolean {
    if (!Array.isArray(parts) || content !== undefined || (role !== undefined && !ROLES.has(role))) return false;
    let isKnown = false;
    for (const [, part] of records(parts)) {
      // UI messages of the Vercel AI SDK have parts, too, but theirs have a `type`.
      if (typeof part['type'] === 'string') return false;
      isKnown ||= PARTS.some((key) => key in part);
    }
    return isKnown || role !== undefined;
  },

  *read({ role = 'user', parts }: Fields): Iterable<Piece> {
    const pair = pairing();
    for (const [at, part] of records(parts)) {
      if (typeof part['text'] === 'string' && part['thought'] !== true)
        yield textBy(role, part['text'], ['parts', at, 'text']);
      const call = part['functionCall'] ?? part['function_call'];
      if (isRecord(call) && typeof call['name'] === 'string') {
        yield { type: 'call', id: pair('call', call), tool: call['name'] };
        yield* argumentsOf(call['args']);
      }
      const key = 'functionResponse' in part ? 'functionResponse' : 'function_response';
      const answer = part[key];
      if (!isRecord(answer)) continue;
      const id = pair('answer', answer);
      const isError = isRecord(answer['response']) && 'error' in answer['response'];
      for (const text of textsIn(answer, ['parts', at, key, 'response'], isError))
        yield { type: 'result', id, isError, ...text };
    }
  },

  *structures({ parts }: Fields): Iterable<Structure> {
    for (const [at, part] of records(parts))
      for (const key of ['functionResponse', 'function_response']) {
        const answer = part[key];
        if (isRecord(answer) && isRecord(answer['response']))
          yield structureAt(['parts', at, key, 'response'], answer['response']);
      }
  },

  added: ({ parts }, text) => ({ parts: [...(parts as readonly unknown[]), { text }] }),
};

/**
 * The texts of a response. The model reads the field `output` as the whole result if there is one. Errors have a field of
 * their own, and a response may point to the parts of its function response, so neither is sent as one text.
 */
function* textsIn(answer: Fields, path: Path, isError: boolean): Iterable<Text> {
  const { response: value } = answer;
  if (isError || !isRecord(value) || 'parts' in answer) {
    yield* textsWithin(value, path, 1);
    return;
  }
  const { output } = value;
  const structure = structureAt(path, value);
  if (typeof output === 'string' && Object.keys(value).length === 1)
    yield* textOf(output, [...path, 'output'], structure);
  else yield* textsOf(structure, 1);
}

function structureAt(path: Path, value: unknown): Structure {
  return { value, path, place: path, asValue: (own) => own, asText: (output) => ({ output }) };
}

/**
 * Returns a call and its result the same id. Without ids they are paired by order: the nth call of a function in a
 * message belongs to the nth result of that name in the next message.
 */
function pairing(): (side: 'call' | 'answer', of: Fields) => string {
  const counts = new Map<string, number>();
  return (side, { id, name }) => {
    if (typeof id === 'string' && id !== '') return id;
    const count = counts.get(`${side} ${String(name)}`) ?? 0;
    counts.set(`${side} ${String(name)}`, count + 1);
    return `${String(name)} ${count}`;
  };
}
