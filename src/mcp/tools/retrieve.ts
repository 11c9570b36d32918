import { retrieveTool } from '../../tool/index.js';
import { askProxy } from '../proxy.js';
import type { Tool } from './tool.js';

const { name, description, input_schema: schema } = retrieveTool('anthropic');

/** `headroom_retrieve`, as models of all providers know it. */
export const RETRIEVE: Tool = {
  name,
  description,
  inputSchema: schema,
  async call({ headroom, savings, proxyUrl }, input, signal) {
    const call = { type: 'tool_use' as const, id: 'call', name, input };
    const result = (await headroom.handleToolCall(call))!;
    savings.add('retrievals');
    const isError = result.is_error === true;
    const other = isError && proxyUrl !== undefined ? await askProxy(proxyUrl, call, signal) : undefined;
    return other === undefined ? { parts: [result.content], isError } : { parts: [other] };
  },
};
