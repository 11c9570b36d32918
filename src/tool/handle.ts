import { attempt } from '../providers/index.js';
import { answer, type Retrieve } from './answer.js';
import { isRetrieveTool } from './name.js';
import { readCall } from './registry.js';
import type { ToolResult } from './types.js';

/**
 * Whether a call, in any provider's shape, is one of `headroom_retrieve`. An MCP server offers it under a longer name
 * and answers it itself.
 */
export function isOwnCall(call: unknown): boolean {
  return isRetrieveTool(nameOfCall(call));
}

/** The id of a call, if it has one. */
export function idOfCall(call: unknown): string | undefined {
  return attempt(() => readCall(call))?.call.id;
}

/**
 * The result of a call, in the shape of the call, with at most `most` bytes of the text; undefined for a call of
 * another tool.
 */
export async function handleToolCall<C>(
  retrieve: Retrieve,
  call: C,
  most?: number,
): Promise<ToolResult<C> | undefined> {
  const known = attempt(() => readCall(call));
  if (!known || !isRetrieveTool(known.call.name)) return undefined;
  return known.provider.tool.write(known.call, await answer(retrieve, known.call.input, most)) as ToolResult<C>;
}

/** A text as the result of a call of any tool, in the shape of the call; undefined for an unknown shape. */
export function resultOf(call: unknown, text: string, isError = false): object | undefined {
  const known = attempt(() => readCall(call));
  return known?.provider.tool.write(known.call, { text, isError });
}

function nameOfCall(call: unknown): string | undefined {
  return attempt(() => readCall(call))?.call.name;
}
