/** The name of the tool that gives back what was left out. It stands in every note that says so. */
export const RETRIEVE_TOOL = 'headroom_retrieve';

/** Clients put the name of an MCP server before those of its tools: `mcp__headroom__headroom_retrieve`. */
const OF_A_SERVER = /(?:^|[^A-Za-z0-9])headroom_retrieve$/;

/** Whether what a tool of this name answered is what was left out elsewhere: it is never made smaller again. */
export function givesBack(tool: string): boolean {
  return OF_A_SERVER.test(tool);
}
