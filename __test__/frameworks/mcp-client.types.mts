// Version 2 of the client of the MCP SDK under strict types.
import { Client } from '@modelcontextprotocol/client';
import { compressedMcpClient } from '@headroom/native/mcp-client';

export const client: Client = compressedMcpClient(new Client({ name: 'c', version: '1.0.0' }));
// @ts-expect-error: there is no such option
compressedMcpClient(client, { nope: 1 });
