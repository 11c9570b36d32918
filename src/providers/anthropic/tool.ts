// Tools of Anthropic Messages: results are blocks of a user message.
import type { Fields } from '../message.js';
import type { ToolPart } from '../provider.js';
import { schemaOf, withLast } from '../tools.js';

export const tool: ToolPart = {
  define: (of) => ({ name: of.name, description: of.description, input_schema: schemaOf(of) }),

  withTool(request: Fields, of): Fields {
    const tools = withLast(request['tools'], this.define(of), ({ name }) => name === of.name);
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
