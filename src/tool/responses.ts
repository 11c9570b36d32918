// OpenAI Responses.
import type { Fields } from '../providers/index.js';
import { DESCRIPTION, PARAMETERS } from './description.js';
import { RETRIEVE_TOOL } from './name.js';
import { withLast, type Shape } from './shape.js';

export const responses: Shape = {
  id: 'responses',

  // Strict schemas cannot have arguments that may be missing.
  tool: { type: 'function', name: RETRIEVE_TOOL, description: DESCRIPTION, parameters: PARAMETERS, strict: false },

  matches: (request) => !('messages' in request) && ('input' in request || 'previous_response_id' in request),

  withTool(request: Fields): Fields {
    const tools = withLast(
      request['tools'],
      this.tool,
      ({ type, name }) => type === 'function' && name === RETRIEVE_TOOL,
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
