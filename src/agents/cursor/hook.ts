// postToolUse of Cursor. It replaces results of MCP servers only.
import { isRecord, parsed, type Fields } from '../../providers/index.js';
import type { HookCall } from '../hook-call.js';

/** The prefix of the names of tools of MCP servers. */
const MCP = 'MCP:';

/**
 * Finds the text in a payload. Undefined if the payload is not from Cursor, or the result is no single text. A result
 * of our own tools stays.
 */
export function cursorCall(payload: Fields): HookCall | undefined {
  const { hook_event_name: event, tool_name: tool, tool_output: output, cursor_version: version } = payload;
  if (event !== 'postToolUse' || typeof version !== 'string') return undefined;
  if (typeof tool !== 'string' || !tool.startsWith(MCP) || /headroom_/.test(tool)) return undefined;
  const result = parsed(output);
  const content: unknown[] = isRecord(result) && Array.isArray(result['content']) ? result['content'] : [];
  const [block] = content;
  if (content.length !== 1 || !isRecord(block) || block['type'] !== 'text' || typeof block['text'] !== 'string')
    return undefined;
  return {
    tool: tool.slice(MCP.length),
    text: block['text'],
    mayElide: true,
    answer: (short) => ({
      updated_mcp_tool_output: { ...(result as Fields), content: [{ ...block, text: short }] },
    }),
  };
}
