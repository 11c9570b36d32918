// Requests of Anthropic Messages.
import { holds, isRecord } from '../look.js';
import type { Fields } from '../message.js';
import type { RequestPart } from '../provider.js';
import { toolsIn } from '../tools.js';
import { hasEdits } from '../truncation.js';

/** Fields that only Anthropic's requests have. */
const FIELDS = ['system', 'anthropic_version', 'anthropic_beta', 'thinking', 'stop_sequences', 'mcp_servers'];
/** Types of blocks that only Anthropic's messages have. */
const BLOCKS: ReadonlySet<unknown> = new Set([
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
  'image',
  'document',
]);

export const request: RequestPart = {
  matches(own: Fields): boolean {
    const { messages, model } = own;
    if (!Array.isArray(messages)) return false;
    // Chat Completions has the name of a tool in `function`.
    const tools = toolsIn(own['tools']).filter(isRecord);
    if (tools.length > 0) return tools.some((tool) => typeof tool['name'] === 'string');
    if (FIELDS.some((name) => name in own) || messages.some(hasBlocks)) return true;
    // Anthropic requires `max_tokens`. A model name with a slash belongs to a router, which takes Chat Completions.
    return (
      'max_tokens' in own &&
      typeof model === 'string' &&
      /^[^/]*claude/.test(model) &&
      messages.every((message) => isRecord(message) && (message['role'] === 'user' || message['role'] === 'assistant'))
    );
  },

  dropsHistory: ({ context_management: management }) => isRecord(management) && hasEdits(management['edits']),
};

function hasBlocks(message: unknown): boolean {
  return isRecord(message) && holds(message['content'], BLOCKS);
}
