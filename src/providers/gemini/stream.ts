// The stream of generateContent: each chunk is a response with more parts of the same content.
import { ChunkStream, type Chunk } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { Content } from './assembly.js';
import { callIn, dialogue, isInPieces } from './dialogue.js';

export const stream: StreamPart = {
  listen: () =>
    new ChunkStream({
      assemble: () => new Content(),
      common: (chunk) => ('responseId' in chunk ? { responseId: chunk['responseId'] } : {}),
      look,
      later,
      read: dialogue.read,
    }),
};

function look(chunk: Fields): Chunk {
  const candidates = Array.isArray(chunk['candidates']) ? chunk['candidates'].filter(isRecord) : [];
  const [candidate] = candidates;
  const content = isRecord(candidate?.['content']) ? candidate['content'] : {};
  const parts = Array.isArray(content['parts']) ? content['parts'].filter(isRecord) : [];
  const calls = parts.filter((part) => callIn(part) !== undefined);
  const pieces = calls.filter((part) => isInPieces(callIn(part)!));
  return {
    // With several candidates it is the caller who chooses one, so we continue with none.
    isForeign: candidates.some(({ index = 0 }) => index !== 0) || pieces.length > 0,
    begun: calls.filter((part) => !pieces.includes(part)),
    hasCalls: calls.length > 0,
    isEnd: candidate?.['finishReason'] !== undefined,
    said() {
      const others = parts.filter((part) => !calls.includes(part));
      const { finishReason: _reason, ...unfinished } = candidate!;
      return others.length > 0
        ? changed(chunk, { candidates: [{ ...unfinished, content: { ...content, parts: others } }] })
        : undefined;
    },
    waiting: () =>
      changed(chunk, {
        candidates: [{ ...candidate, content: { ...content, parts: calls.length > 0 ? calls : [{ text: '' }] } }],
      }),
  };
}

function* later(chunk: Fields, common: Fields, spent: Fields | undefined): Iterable<Fields> {
  const usage = isRecord(chunk['usageMetadata']) ? { usageMetadata: summed(spent, chunk['usageMetadata']) } : {};
  yield changed(chunk, { ...common, ...usage });
}
