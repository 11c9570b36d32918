import type { OwnLocation, StoreLimits } from '../store/index.js';

/** Options of an MCP server. */
export interface McpOptions extends StoreLimits {
  /** The store of originals. Default: the platform's folder. */
  store?: OwnLocation;
  /** The scope of the originals. Default: the workspace in the working folder. */
  scope?: string;
  /** Folders whose files may be read. Default: those of the client, over stdio. */
  roots?: readonly string[];
  /** The address of a proxy, whose store is asked for originals that this server does not have. Default: none. */
  proxyUrl?: string;
}
