// UI messages of the Vercel AI SDK: a call and what was answered are one part, `tool-NAME` or `dynamic-tool`; in version 4, `tool-invocation`.
import { argumentsOf, isRecord, records, textsWithin } from '../look.js';
import type { Fields, Path, Piece, Provider } from '../provider.js';

const PREFIX = 'tool-';

export const vercelUi: Provider = {
  matches({ role, parts }: Fields): boolean {
    if (typeof role !== 'string') return false;
    for (const [, { type }] of records(parts)) if (typeof type === 'string') return true;
    return false;
  },

  *read({ role, parts }: Fields): Iterable<Piece> {
    for (const [at, part] of records(parts)) {
      const { type, text } = part;
      if (type === 'text' && typeof text === 'string') yield { type: role === 'assistant' ? 'assistant' : 'user', text };
      const own = part['toolInvocation'];
      if (type === 'tool-invocation' && isRecord(own)) yield* readCall(own['toolName'], own, ['parts', at, 'toolInvocation']);
      else if (type === 'dynamic-tool') yield* readCall(part['toolName'], part, ['parts', at]);
      else if (typeof type === 'string' && type.startsWith(PREFIX)) yield* readCall(type.slice(PREFIX.length), part, ['parts', at]);
    }
  },
};

function* readCall(tool: unknown, part: Fields, path: Path): Iterable<Piece> {
  if (typeof tool !== 'string') return;
  const id = String(part['toolCallId']);
  yield { type: 'call', id, tool };
  yield* argumentsOf(part['input'] ?? part['args']);
  // What the provider answered itself it knows.
  if (part['providerExecuted'] === true) return;
  for (const key of ['output', 'errorText', 'result']) {
    for (const text of textsWithin(part[key], [...path, key])) yield { type: 'result', id, ...text };
  }
}
