import type { McpHttpOptions, McpHttpServer } from './http/index.js';

export type { McpHttpOptions, McpHttpServer } from './http/index.js';
export type { McpOptions } from './options.js';
export { serveStdio } from './stdio/index.js';

/** Starts a server over HTTP, whose parts are loaded only then. @throws `ConfigurationError` for what cannot be, and where the port is in use. */
export async function startHttp(options: McpHttpOptions): Promise<McpHttpServer> {
  return (await import('./http/index.js')).McpHttpServer.start(options);
}
