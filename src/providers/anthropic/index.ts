// Anthropic Messages: content is a string or a list of blocks; results of tools are blocks of user messages.
import { isRecord, strings, type Message, type Piece, type Place, type Provider } from '../provider.js';

export const anthropic: Provider = {
  id: 'anthropic',

  matches: (messages) => messages.every((message) => isRecord(message) && (message['role'] === 'user' || message['role'] === 'assistant') && !('tool_calls' in message)),

  *read(message: Message, index: number): Iterable<Piece> {
    if (!isRecord(message)) return;
    const role = message['role'] === 'assistant' ? 'assistant' : 'user';
    const content = message['content'];
    if (typeof content === 'string') yield { type: role, text: content };
    if (!Array.isArray(content)) return;
    for (const [at, block] of content.entries()) {
      if (!isRecord(block)) continue;
      if (block['type'] === 'text' && typeof block['text'] === 'string') yield { type: role, text: block['text'] };
      if (block['type'] === 'tool_use' && typeof block['id'] === 'string' && typeof block['name'] === 'string') {
        yield { type: 'call', id: block['id'], tool: block['name'] };
        yield* strings(block['input']);
      }
      if (block['type'] === 'tool_result') yield* readResult(block, { message: index, block: at });
    }
  },

  replace(message: Message, texts: ReadonlyMap<Place, string>): Message {
    const { content } = message as { content: Record<string, unknown>[] };
    const blocks = content.slice();
    for (const [{ block, part }, text] of texts) {
      const own = blocks[block!]!;
      if (part === undefined) {
        blocks[block!] = { ...own, content: text };
      } else {
        const parts = (own['content'] as object[]).slice();
        parts[part] = { ...parts[part], text };
        blocks[block!] = { ...own, content: parts };
      }
    }
    return { ...message, content: blocks };
  },
};

function* readResult(block: Record<string, unknown>, place: Place): Iterable<Piece> {
  const id = typeof block['tool_use_id'] === 'string' ? block['tool_use_id'] : undefined;
  const content = block['content'];
  if (typeof content === 'string') yield { type: 'result', id, text: content, place };
  if (!Array.isArray(content)) return;
  for (const [part, own] of content.entries()) {
    if (isRecord(own) && own['type'] === 'text' && typeof own['text'] === 'string') yield { type: 'result', id, text: own['text'], place: { ...place, part } };
  }
}
