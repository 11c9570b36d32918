// Gemini's generateContent: its own schemas, and a list of declarations within the list of tools.
import { isRecord, type Fields } from '../providers/index.js';
import { DESCRIPTION, PROPERTIES, REQUIRED } from './description.js';
import { RETRIEVE_TOOL } from './name.js';
import { listOf, withLast, type Shape } from './shape.js';

/** Bodies of requests are also written like this. */
const SPELLINGS = ['functionDeclarations', 'function_declarations'];

export const gemini: Shape = {
  id: 'gemini',

  tool: {
    name: RETRIEVE_TOOL,
    description: DESCRIPTION,
    parameters: schema({ type: 'object', properties: PROPERTIES, required: REQUIRED }),
  },

  matches: (request) => 'contents' in request,

  withTool(request: Fields): Fields {
    const { config } = request;
    // The SDK takes `{ model, contents, config: { tools } }`, the API has the model in its address and `tools` in the body.
    if (!isRecord(config) && !('model' in request && !('tools' in request))) return withDeclaration(request, this.tool);
    const own = isRecord(config) ? config : {};
    const now = withDeclaration(own, this.tool);
    return now === own ? request : { ...request, config: now };
  },

  read(part) {
    const call = part['functionCall'] ?? part['function_call'] ?? part;
    if (!isRecord(call) || typeof call['name'] !== 'string' || !(call !== part || 'args' in call) || 'type' in part)
      return undefined;
    return {
      id: typeof call['id'] === 'string' && call['id'] !== '' ? call['id'] : undefined,
      name: call['name'],
      input: call['args'],
    };
  },

  write: ({ id, name }, { text, isError }) => ({
    functionResponse: { ...(id === undefined ? {} : { id }), name, response: { [isError ? 'error' : 'output']: text } },
  }),
};

/** Not all of its services take a second list of declarations, so the last one gets longer. */
function withDeclaration(holder: Fields, tool: Fields): Fields {
  const tools = listOf(holder['tools']);
  const lists = tools.flatMap((own, at) =>
    SPELLINGS.flatMap((key) => (isRecord(own) && Array.isArray(own[key]) ? [{ own, at, key }] : [])),
  );
  if (lists.some(({ own, key }) => !withLast(own[key], tool, isIt))) return holder;
  const last = lists.at(-1);
  if (!last) return { ...holder, tools: [...tools, { functionDeclarations: [tool] }] };
  const longer = { ...last.own, [last.key]: withLast(last.own[last.key], tool, isIt) };
  return { ...holder, tools: tools.with(last.at, longer) };
}

function isIt({ name }: Fields): boolean {
  return name === RETRIEVE_TOOL;
}

/** Its subset of OpenAPI: the names of types are in capitals. */
function schema(of: Fields): Fields {
  return Object.fromEntries(
    Object.entries(of).map(([key, value]): [string, unknown] => {
      if (key === 'type') return [key, String(value).toUpperCase()];
      if (key === 'items') return [key, schema(value as Fields)];
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(Object.entries(value as Fields).map(([name, own]) => [name, schema(own as Fields)])),
        ];
      return [key, value];
    }),
  );
}
