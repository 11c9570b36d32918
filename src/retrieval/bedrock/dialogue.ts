// Bedrock Converse.
import { isRecord, type Fields } from '../../providers/index.js';
import { listOf, type Dialogue, type Reply } from '../dialogue.js';

export const bedrock: Dialogue = {
  shape: 'bedrock',
  key: 'messages',
  messagesIn: listOf,
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
