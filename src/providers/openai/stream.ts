// The stream of Chat Completions: each chunk has a delta of the message.
import { ChunkStream, type Chunk } from '../chunks.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import { changed, type StreamPart } from '../stream.js';
import { summed } from '../summed.js';
import { Completion } from './assembly.js';
import { dialogue } from './dialogue.js';

export const stream: StreamPart = {
  listen: () =>
    new ChunkStream({
      assemble: () => new Completion(),
      common: ({ id, created }) => ({
        ...(id === undefined ? {} : { id }),
        ...(created === undefined ? {} : { created }),
      }),
      look,
      later,
      read: dialogue.read,
    }),
};

function look(chunk: Fields): Chunk {
  const choices = Array.isArray(chunk['choices']) ? chunk['choices'].filter(isRecord) : [];
  const [choice] = choices;
  const delta = isRecord(choice?.['delta']) ? choice['delta'] : {};
  const calls = Array.isArray(delta['tool_calls']) ? delta['tool_calls'].filter(isRecord) : [];
  const reason = choice?.['finish_reason'];
  const { tool_calls: fragments, ...others } = delta;
  return {
    // With several choices it is the caller who picks one, so we continue with none.
    isForeign: choices.some(({ index = 0 }) => index !== 0),
    begun: calls
      .filter((call) => isRecord(call['function']) && typeof call['function']['name'] === 'string')
      .map((call) => ({ id: '', ...call })),
    hasCalls: calls.length > 0,
    isEnd: reason !== undefined && reason !== null,
    said: () =>
      hasContent(others)
        ? changed(chunk, {
            choices: [{ ...choice, delta: others, finish_reason: null }],
            ...('usage' in chunk ? { usage: null } : {}),
          })
        : undefined,
    waiting: () =>
      changed(chunk, { choices: [{ ...choice, delta: calls.length > 0 ? { tool_calls: fragments } : {} }] }),
  };
}

function* later(chunk: Fields, common: Fields, spent: Fields | undefined): Iterable<Fields> {
  const usage = isRecord(chunk['usage']) ? { usage: summed(spent, chunk['usage']) } : {};
  const [choice] = Array.isArray(chunk['choices']) ? (chunk['choices'] as Fields[]) : [];
  const delta = choice?.['delta'];
  if (!isRecord(choice) || !isRecord(delta) || !('role' in delta)) {
    yield changed(chunk, { ...common, ...usage });
    return;
  }
  // The first round has sent the role already.
  const { role: _role, ...others } = delta;
  if (hasContent(others) || choice['finish_reason'] || 'usage' in usage)
    yield changed(chunk, { ...common, ...usage, choices: [{ ...choice, delta: others }] });
}

/** Whether a delta has any content. */
function hasContent(delta: Fields): boolean {
  return Object.values(delta).some((value) => value !== undefined && value !== null && value !== '');
}
