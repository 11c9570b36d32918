import { retrieveTool } from '../../tool/index.js';
import type { Tool } from './tool.js';

const { name, description, input_schema: schema } = retrieveTool('anthropic');

/** `headroom_retrieve`, as models of all providers know it. */
export const RETRIEVE: Tool = {
  name,
  description,
  inputSchema: schema,
  async call({ headroom, savings }, input) {
    const result = await headroom.handleToolCall({ type: 'tool_use' as const, id: 'call', name, input });
    savings.add('retrievals');
    return { parts: [result!.content], isError: result!.is_error === true };
  },
};
