export { DEFAULT_PORT, McpHttpServer, type McpHttpOptions } from './http/index.js';
export type { McpOptions } from './options.js';
export { serveStdio } from './stdio/index.js';
