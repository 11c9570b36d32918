// Tools of generateContent: the list of tools contains lists of function declarations, with schemas in Gemini's own
// form.
import { isRecord } from '../look.js';
import type { Fields } from '../message.js';
import type { ToolPart } from '../provider.js';
import { schemaOf, toolsIn, withLast } from '../tools.js';

/** Request bodies use either spelling. */
const SPELLINGS = ['functionDeclarations', 'function_declarations'];

export const tool: ToolPart = {
  define: (of) => ({ name: of.name, description: of.description, parameters: inCapitals(schemaOf(of)) }),

  withTool(request: Fields, of): Fields {
    const { config } = request;
    const declaration = this.define(of);
    // The SDK takes `{ model, contents, config: { tools } }`. The API has the model in its URL and `tools` in the body.
    if (!isRecord(config) && !('model' in request && !('tools' in request)))
      return withDeclaration(request, declaration);
    const own = isRecord(config) ? config : {};
    const now = withDeclaration(own, declaration);
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

/** Appends the declaration to the last list of declarations: not all Gemini services accept a second list. */
function withDeclaration(holder: Fields, declaration: Fields): Fields {
  const isIt = ({ name }: Fields): boolean => name === declaration['name'];
  const tools = toolsIn(holder['tools']);
  const lists = tools.flatMap((own, at) =>
    SPELLINGS.flatMap((key) => (isRecord(own) && Array.isArray(own[key]) ? [{ own, at, key }] : [])),
  );
  if (lists.some(({ own, key }) => !withLast(own[key], declaration, isIt))) return holder;
  const last = lists.at(-1);
  if (!last) return { ...holder, tools: [...tools, { functionDeclarations: [declaration] }] };
  const longer = { ...last.own, [last.key]: withLast(last.own[last.key], declaration, isIt) };
  return { ...holder, tools: tools.with(last.at, longer) };
}

/** A JSON Schema in Gemini's subset of OpenAPI, which has the names of types in capitals. */
function inCapitals(of: Fields): Fields {
  return Object.fromEntries(
    Object.entries(of).map(([key, value]): [string, unknown] => {
      if (key === 'type') return [key, String(value).toUpperCase()];
      if (key === 'items') return [key, inCapitals(value as Fields)];
      if (key === 'properties')
        return [
          key,
          Object.fromEntries(Object.entries(value as Fields).map(([name, own]) => [name, inCapitals(own as Fields)])),
        ];
      return [key, value];
    }),
  );
}
