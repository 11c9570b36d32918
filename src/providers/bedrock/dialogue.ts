// Responses of Bedrock Converse.
import type { DialoguePart, Reply } from '../dialogue.js';
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';

export const dialogue: DialoguePart = {
  read,
  answer: (results) => [{ role: 'user', content: results }],
};

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !isRecord(response['output']) || !isRecord(response['output']['message']))
    return undefined;
  const { message } = response['output'];
  const { content } = message as Fields;
  const calls = Array.isArray(content)
    ? content.filter((block): block is Fields => isRecord(block) && isRecord(block['toolUse']))
    : [];
  return {
    messages: [message as Fields],
    calls,
    waits: response['stopReason'] === 'tool_use',
    usage: isRecord(response['usage']) ? response['usage'] : undefined,
  };
}
