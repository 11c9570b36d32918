/** The name of the tool that retrieves elided text. Every marker contains it. */
export const RETRIEVE_TOOL = 'headroom_retrieve';

/** Clients prefix the name of a tool with that of its MCP server: `mcp__headroom__headroom_retrieve`. */
const NAME_PATTERN = /(?:^|[^A-Za-z0-9])headroom_retrieve$/;

/** Whether the results of a tool of this name are retrieved text, which must not be elided again. */
export function givesBack(tool: string): boolean {
  return NAME_PATTERN.test(tool);
}
