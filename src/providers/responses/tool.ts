// Tools of OpenAI Responses: calls and results are items.
import type { Fields } from '../message.js';
import type { ToolPart } from '../provider.js';
import { schemaOf, withLast } from '../tools.js';

export const tool: ToolPart = {
  // Strict schemas do not allow optional arguments.
  define: (of) => ({
    type: 'function',
    name: of.name,
    description: of.description,
    parameters: schemaOf(of),
    strict: false,
  }),

  withTool(request: Fields, of): Fields {
    const tools = withLast(
      request['tools'],
      this.define(of),
      ({ type, name }) => type === 'function' && name === of.name,
    );
    return tools ? { ...request, tools } : request;
  },

  read({ type, call_id, name, arguments: input }) {
    return type === 'function_call' && typeof call_id === 'string' && typeof name === 'string'
      ? { id: call_id, name, input }
      : undefined;
  },

  write: ({ id }, { text }) => ({ type: 'function_call_output', call_id: id, output: text }),
};
