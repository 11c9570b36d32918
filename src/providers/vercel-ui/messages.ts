// UI messages of the Vercel AI SDK: a call and its result are one part, `tool-NAME` or `dynamic-tool`, or in version 4
// `tool-invocation`.
import { argumentsOf, isRecord, records, textBy, textsWithin } from '../look.js';
import type { Fields, Path, Piece } from '../message.js';
import type { MessagesPart } from '../provider.js';

const PREFIX = 'tool-';

export const messages: MessagesPart = {
  list: 'messages',

  matches({ role, parts }: Fields): boolean {
    if (typeof role !== 'string') return false;
    for (const [, { type }] of records(parts)) if (typeof type === 'string') return true;
    return false;
  },

  *read({ role, parts }: Fields): Iterable<Piece> {
    // The model makes all calls of a step before it reads any result.
    let answers: Piece[] = [];
    for (const [at, part] of records(parts)) {
      const call = callIn(part, ['parts', at]);
      if (call) {
        yield { type: 'call', id: call.id, tool: call.tool };
        yield* argumentsOf(call.part['input'] ?? call.part['args']);
        answers.push(...answersTo(call));
        continue;
      }
      yield* answers;
      answers = [];
      const { type, text } = part;
      if (type === 'text' && typeof text === 'string') yield textBy(role, text, ['parts', at, 'text']);
    }
    yield* answers;
  },

  added: ({ parts }, text) => ({ parts: [...(parts as readonly unknown[]), { type: 'text', text }] }),
};

interface Call {
  readonly tool: string;
  readonly id: string;
  readonly part: Fields;
  readonly path: Path;
}

function callIn(part: Fields, path: Path): Call | undefined {
  const { type } = part;
  const own = part['toolInvocation'];
  if (type === 'tool-invocation' && isRecord(own)) return callOf(own['toolName'], own, [...path, 'toolInvocation']);
  if (type === 'dynamic-tool') return callOf(part['toolName'], part, path);
  return typeof type === 'string' && type.startsWith(PREFIX)
    ? callOf(type.slice(PREFIX.length), part, path)
    : undefined;
}

function callOf(tool: unknown, part: Fields, path: Path): Call | undefined {
  return typeof tool === 'string' ? { tool, id: String(part['toolCallId']), part, path } : undefined;
}

function* answersTo({ id, part, path }: Call): Iterable<Piece> {
  // The provider ran this tool itself and has the original result.
  if (part['providerExecuted'] === true) return;
  for (const key of ['output', 'errorText', 'result']) {
    const isError = key === 'errorText';
    for (const text of textsWithin(part[key], [...path, key])) yield { type: 'result', id, isError, ...text };
  }
}
