// Anthropic Messages.
import { isRecord, type Fields } from '../../providers/index.js';
import { listOf, type Dialogue, type Reply } from '../dialogue.js';
import { AnthropicListener } from './listener.js';

export const anthropic: Dialogue = {
  shape: 'anthropic',
  key: 'messages',
  messagesIn: listOf,
  read,
  answer: (results) => [{ role: 'user', content: results }],
  listen: () => new AnthropicListener(read),
};

function read(response: unknown): Reply | undefined {
  if (!isRecord(response) || !Array.isArray(response['content'])) return undefined;
  const { content, stop_reason: reason, usage } = response;
  const calls = content.filter((block): block is Fields => isRecord(block) && block['type'] === 'tool_use');
  // A message without content is refused.
  return {
    messages: content.length > 0 ? [{ role: 'assistant', content }] : [],
    calls,
    waits: reason === 'tool_use',
    usage: isRecord(usage) ? usage : undefined,
  };
}
