// Lists of tools in requests.
import { ConfigurationError } from '../errors/index.js';
import { isRecord } from './look.js';
import type { Fields } from './message.js';
import type { Tool } from './provider.js';

/** A list may claim to be longer than memory. */
const MAX_TOOLS = 1 << 17;

/** The tools in a list; none where there is no list. @throws `ConfigurationError` for tools that are no list. */
export function toolsIn(list: unknown): readonly unknown[] {
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list) || list.length > MAX_TOOLS)
    throw new ConfigurationError('`tools` must be a list of tools', 'tools');
  return list;
}

/** A list of tools with another one last; nothing where it is among them. */
export function withLast(list: unknown, tool: Fields, isIt: (tool: Fields) => boolean): readonly unknown[] | undefined {
  const tools = toolsIn(list);
  return tools.some((own) => isRecord(own) && isIt(own)) ? undefined : [...tools, tool];
}

/** The JSON Schema of the arguments of a tool. */
export function schemaOf({ properties, required }: Tool): Fields {
  return { type: 'object', properties, required };
}
