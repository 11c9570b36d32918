// Tools of Chat Completions: results are messages.
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import type { ToolPart } from '../provider.js';
import { schemaOf, withLast } from '../tools.js';

export const tool: ToolPart = {
  define: (of) => ({
    type: 'function',
    function: { name: of.name, description: of.description, parameters: schemaOf(of) },
  }),

  withTool(request: Fields, of): Fields {
    const tools = withLast(
      request['tools'],
      this.define(of),
      (own) => isRecord(own['function']) && own['function']['name'] === of.name,
    );
    return tools ? { ...request, tools } : request;
  },

  read({ id, type, function: called, custom }) {
    const own = type === 'custom' ? custom : called;
    return typeof id === 'string' && isRecord(own) && typeof own['name'] === 'string'
      ? { id, name: own['name'], input: own['arguments'] ?? own['input'] }
      : undefined;
  },

  write: ({ id }, { text }) => ({ role: 'tool', tool_call_id: id, content: text }),
};
