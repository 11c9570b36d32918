// Lists of tools in requests.
import { ConfigurationError } from '../errors/index.js';
import { isRecord } from './look.js';
import type { Fields } from './message.js';
import type { Tool } from './provider.js';

/** Maximum number of tools: a sparse array or a proxy can claim any length. */
const MAX_TOOLS = 1 << 17;

/** The tools of a request; none if the field is not set. @throws `ConfigurationError` if it is not a list. */
export function toolsIn(list: unknown): readonly unknown[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || list.length > MAX_TOOLS)
    throw new ConfigurationError('`tools` must be a list of tools', 'tools');
  return list;
}

/** The tools with one more at the end; undefined if `isIt` finds it among them. */
export function withLast(list: unknown, tool: Fields, isIt: (tool: Fields) => boolean): readonly unknown[] | undefined {
  const tools = toolsIn(list);
  return tools.some((own) => isRecord(own) && isIt(own)) ? undefined : [...tools, tool];
}

/** The JSON Schema of a tool's arguments. */
export function schemaOf({ properties, required }: Tool): Fields {
  return { type: 'object', properties, required };
}
