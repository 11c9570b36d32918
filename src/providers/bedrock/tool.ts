// Tools of Bedrock Converse: the list is in the field `toolConfig`.
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import type { ToolPart } from '../provider.js';
import { schemaOf, withLast } from '../tools.js';

export const tool: ToolPart = {
  define: (of) => ({
    toolSpec: { name: of.name, description: of.description, inputSchema: { json: schemaOf(of) } },
  }),

  withTool(request: Fields, of): Fields {
    const config = isRecord(request['toolConfig']) ? request['toolConfig'] : {};
    const tools = withLast(
      config['tools'],
      this.define(of),
      ({ toolSpec }) => isRecord(toolSpec) && toolSpec['name'] === of.name,
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
