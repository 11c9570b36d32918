import type { OwnLocation } from '../store/index.js';

/** How an MCP server is started. */
export interface McpOptions {
  /** Where originals are kept. Default: the platform's folder. */
  store?: OwnLocation;
  /** Whose originals they are. Default: the workspace in the working folder. */
  scope?: string;
  /** Folders whose files may be read. Default: those of the client, over stdio. */
  roots?: readonly string[];
}
