import { sharedOf } from '../shared.js';
import type { McpOptions } from '../options.js';
import { serverFor } from '../server.js';
import { StdioTransport } from './transport.js';

/** Serves the parent process over standard input and output until it ends. */
export async function serveStdio(options: McpOptions): Promise<void> {
  const shared = await sharedOf(options);
  const server = serverFor(shared, options.roots ? { own: options.roots } : 'client');
  const transport = new StdioTransport(process.stdin, process.stdout);
  await server.connect(transport);
  await transport.ended;
  await server.close();
}
