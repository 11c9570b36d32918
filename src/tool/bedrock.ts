// Bedrock Converse.
import { isRecord, type Fields } from '../providers/index.js';
import { DESCRIPTION, PARAMETERS } from './description.js';
import { RETRIEVE_TOOL } from './name.js';
import { withLast, type Shape } from './shape.js';

export const bedrock: Shape = {
  id: 'bedrock',

  tool: { toolSpec: { name: RETRIEVE_TOOL, description: DESCRIPTION, inputSchema: { json: PARAMETERS } } },

  matches: (request) => 'modelId' in request || 'toolConfig' in request || 'inferenceConfig' in request,

  withTool(request: Fields): Fields {
    const config = isRecord(request['toolConfig']) ? request['toolConfig'] : {};
    const tools = withLast(
      config['tools'],
      this.tool,
      ({ toolSpec }) => isRecord(toolSpec) && toolSpec['name'] === RETRIEVE_TOOL,
    );
    return tools ? { ...request, toolConfig: { ...config, tools } } : request;
  },

  read({ toolUse }) {
    return isRecord(toolUse) && typeof toolUse['toolUseId'] === 'string' && typeof toolUse['name'] === 'string'
      ? { id: toolUse['toolUseId'], name: toolUse['name'], input: toolUse['input'] }
      : undefined;
  },

  write: ({ id }, { text, isError }) => ({
    toolResult: { toolUseId: id, content: [{ text }], status: isError ? 'error' : 'success' },
  }),
};
