import type { GatewayOptions } from './gateway/index.js';
import type { Guard } from '../http/index.js';
import type { McpEndpoint, McpHttpOptions, McpHttpServer } from './http/index.js';
import type { McpOptions } from './options.js';

export type { GatewayOptions } from './gateway/index.js';
export type { McpEndpoint, McpHttpOptions, McpHttpServer } from './http/index.js';
export type { McpOptions } from './options.js';
export { serveStdio } from './stdio/index.js';

/**
 * Starts a server over HTTP. Its modules are loaded only now. @throws `ConfigurationError` if an option is invalid or
 * the port is in use.
 */
export async function startHttp(options: McpHttpOptions): Promise<McpHttpServer> {
  return (await import('./http/index.js')).McpHttpServer.start(options);
}

/** Opens an endpoint for another server. Its modules are loaded only now. */
export async function openEndpoint(guard: Guard, options: McpOptions, isOneOfMany: boolean): Promise<McpEndpoint> {
  return (await import('./http/index.js')).McpEndpoint.open(guard, options, isOneOfMany);
}

/**
 * Runs a server behind a gateway that shortens results. Its modules are loaded only now. Returns the exit code of the
 * server.
 */
export async function serveGateway(
  program: string,
  args: readonly string[],
  options?: GatewayOptions,
): Promise<number> {
  return (await import('./gateway/index.js')).serveGateway(program, args, options);
}
