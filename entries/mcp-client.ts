// `@headroom/native/mcp-client`: a client of MCP servers that compresses the results of tools.
export { compressedMcpClient } from '../src/integrations/mcp/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
