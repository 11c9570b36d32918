/** The name of the tool that retrieves elided text. Every marker contains it. */
export const RETRIEVE_TOOL = 'headroom_retrieve';

/** The name of the same tool in `headroom-ai`: conversations that began with it may still call it. */
const EARLIER_NAME = 'ccr_retrieve';

/** Whether a tool of this name is the one that retrieves elided text. */
export function isRetrieveTool(name: string | undefined): boolean {
  return name === RETRIEVE_TOOL || name === EARLIER_NAME;
}

/** Clients prefix the name of a tool with that of its MCP server: `mcp__headroom__headroom_retrieve`. */
const NAME_PATTERN = /(?:^|[^A-Za-z0-9])(?:headroom|ccr)_retrieve$/;

/** Whether the results of a tool of this name are retrieved text, which must not be elided again. */
export function givesBack(tool: string): boolean {
  return NAME_PATTERN.test(tool);
}
