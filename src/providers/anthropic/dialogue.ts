// Responses of Anthropic Messages.
import type { DialoguePart, Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

export const dialogue: DialoguePart = {
  read,
  answer: (results) => [{ role: 'user', content: results }],
};

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !Array.isArray(response['content'])) return undefined;
  const { content, stop_reason: reason, usage } = response;
  const calls = content.filter((block): block is Fields => isRecord(block) && block['type'] === 'tool_use');
  // Anthropic rejects a message without content, so an empty response adds none.
  return {
    messages: content.length > 0 ? [{ role: 'assistant', content }] : [],
    calls,
    waits: reason === 'tool_use',
    usage: isRecord(usage) ? usage : undefined,
  };
}
