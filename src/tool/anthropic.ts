// Anthropic Messages, also on Bedrock, Vertex and Foundry.
import { holds, isRecord, type Fields } from '../providers/index.js';
import { DESCRIPTION, PARAMETERS } from './description.js';
import { RETRIEVE_TOOL } from './name.js';
import { listOf, withLast, type Shape } from './shape.js';

/** What only its requests have. */
const FIELDS = ['system', 'anthropic_version', 'anthropic_beta', 'thinking', 'stop_sequences', 'mcp_servers'];
/** What only its messages consist of. */
const BLOCKS: ReadonlySet<unknown> = new Set([
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
  'image',
  'document',
]);

export const anthropic: Shape = {
  id: 'anthropic',

  tool: { name: RETRIEVE_TOOL, description: DESCRIPTION, input_schema: PARAMETERS },

  matches(request: Fields): boolean {
    const { messages, model } = request;
    if (!Array.isArray(messages)) return false;
    // Chat Completions have the names of tools one level down.
    const tools = listOf(request['tools']).filter(isRecord);
    if (tools.length > 0) return tools.some((tool) => typeof tool['name'] === 'string');
    if (FIELDS.some((name) => name in request) || messages.some(hasBlocks)) return true;
    // It asks for `max_tokens`. A name with a slash is that of a router, which speaks Chat Completions.
    return (
      'max_tokens' in request &&
      typeof model === 'string' &&
      /^[^/]*claude/.test(model) &&
      messages.every((message) => isRecord(message) && (message['role'] === 'user' || message['role'] === 'assistant'))
    );
  },

  withTool(request: Fields): Fields {
    const tools = withLast(request['tools'], this.tool, (tool) => tool['name'] === RETRIEVE_TOOL);
    return tools ? { ...request, tools } : request;
  },

  read({ type, id, name, input }) {
    return type === 'tool_use' && typeof id === 'string' && typeof name === 'string' ? { id, name, input } : undefined;
  },

  write: ({ id }, { text, isError }) => ({
    type: 'tool_result',
    tool_use_id: id,
    content: text,
    ...(isError ? { is_error: true } : {}),
  }),
};

function hasBlocks(message: unknown): boolean {
  return isRecord(message) && holds(message['content'], BLOCKS);
}
