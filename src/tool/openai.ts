// OpenAI Chat Completions, and what speaks like it.
import { isRecord, type Fields } from '../providers/index.js';
import { DESCRIPTION, PARAMETERS } from './description.js';
import { RETRIEVE_TOOL } from './name.js';
import { withLast, type Shape } from './shape.js';

export const openai: Shape = {
  id: 'openai',

  tool: { type: 'function', function: { name: RETRIEVE_TOOL, description: DESCRIPTION, parameters: PARAMETERS } },

  matches: ({ messages }) => Array.isArray(messages),

  withTool(request: Fields): Fields {
    const tools = withLast(
      request['tools'],
      this.tool,
      (tool) => isRecord(tool['function']) && tool['function']['name'] === RETRIEVE_TOOL,
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
