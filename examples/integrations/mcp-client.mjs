// An agent whose tools are those of an MCP server. Their results are compressed. Needs ANTHROPIC_API_KEY.
//   node examples/integrations/mcp-client.mjs
import Anthropic from '@anthropic-ai/sdk';
import { Headroom } from '@headroom/native';
import { compressedMcpClient } from '@headroom/native/mcp-client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { readLog, printSavings } from './log.mjs';

// A server in this process. Use another transport to reach yours.
const server = new McpServer({ name: 'logs', version: '1.0.0' });
server.registerTool('read_log', { description: 'Reads the log of today.' }, () => ({
  content: [{ type: 'text', text: readLog() }],
}));
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);

// With a store, repetitive lines are elided, and the client has another tool, which retrieves them.
const headroom = new Headroom({ store: ':memory:' });
const client = compressedMcpClient(new Client({ name: 'agent', version: '1.0.0' }), { headroom });
await client.connect(near);

const anthropic = new Anthropic();
const { tools } = await client.listTools();
const messages = [{ role: 'user', content: 'What went wrong today, and what came before it?' }];

for (;;) {
  const { content, stop_reason } = await anthropic.messages.create({
    model: process.env.MODEL ?? 'claude-sonnet-5',
    max_tokens: 1000,
    tools: tools.map(({ name, description, inputSchema }) => ({ name, description, input_schema: inputSchema })),
    messages,
  });
  messages.push({ role: 'assistant', content });
  if (stop_reason !== 'tool_use') break;
  const results = [];
  for (const { type, id, name, input } of content) {
    if (type !== 'tool_use') continue;
    const { content: parts } = await client.callTool({ name, arguments: input });
    results.push({ type: 'tool_result', tool_use_id: id, content: parts.map(({ text }) => text).join('') });
  }
  messages.push({ role: 'user', content: results });
}

console.log(
  messages
    .at(-1)
    .content.map(({ text }) => text)
    .join(''),
);
printSavings(headroom);
await client.close();
