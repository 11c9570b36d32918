// Tools and instructions as requests define them, in the shapes of all providers.
import { isRecord, type Fields } from '../../providers/index.js';

/** A tool as it is defined. */
export interface Definition {
  readonly name: string;
  /** The MCP server that it comes from, as clients name it: `mcp__SERVER__TOOL`. */
  readonly server: string | undefined;
  readonly json: string;
}

/** The tools in a field of a request. */
export function definitionsIn(value: unknown): Definition[] {
  const list = isRecord(value) ? value['tools'] : value;
  return Array.isArray(list) ? list.filter(isRecord).flatMap(definitionsOf) : [];
}

function definitionsOf(tool: Fields): Definition[] {
  const declared = tool['functionDeclarations'] ?? tool['function_declarations'];
  if (Array.isArray(declared)) return declared.filter(isRecord).flatMap(definitionsOf);
  const name = [tool, tool['function'], tool['toolSpec']].map(nameIn).find((own) => own !== undefined);
  // Tools that a provider runs itself have a type, and some have no name.
  const known = name ?? (typeof tool['type'] === 'string' ? tool['type'] : Object.keys(tool)[0]);
  return known === undefined ? [] : [{ name: known, server: serverOf(known), json: JSON.stringify(tool) }];
}

function nameIn(value: unknown): string | undefined {
  return isRecord(value) && typeof value['name'] === 'string' ? value['name'] : undefined;
}

function serverOf(name: string): string | undefined {
  return /^mcp__(.+?)__/.exec(name)?.[1];
}
